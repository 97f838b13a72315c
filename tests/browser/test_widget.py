"""The chat in a frame of a lender's page that lies on another origin, and on another site."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, ViewportSize, expect

from tests.bot.channels.house import WORDS, payload
from tests.bot.channels.test_pictures import CLEARING, shown
from tests.bot.live import free_port
from tests.browser.axe import violations
from tests.browser.parent_page import lender_page
from tests.browser.small_bot import Greeter, small_bot
from tests.browser.visiting import DESK, PHONE, SHOTS, Visit, watched

pytestmark = pytest.mark.browser

EN, ZH = (WORDS[code].words["page"] for code in ("en", "zh"))
# To a browser these are two sites, though both are this machine; the chat is on the second.
OTHER_SITE, SAME_SITE = "localhost", "127.0.0.1"
LATE_MS = 10_000
STOPPED = "net::ERR_INCOMPLETE_CHUNKED_ENCODING"


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A visit that fails where the browser complained, but for the stream that breaks when a test stops its server."""
    with browser.new_context(viewport=DESK, locale="en-GB") as context:
        visit = watched(context)
        yield visit
    assert [each for each in visit.complaints if STOPPED not in each] == []


@contextmanager
def lender(
    folder: Path, host: str = OTHER_SITE, engine: Greeter | None = None, parents: str = "", told: str = ""
) -> Iterator[str]:
    """The address of a lender's page that holds the chat; `parents` where the chat is to allow others."""
    port = free_port()
    own = f"http://{host}:{port}"
    with small_bot(folder, engine, parents or own) as chat, lender_page(chat, port, told=told):
        yield own


def chat_in(page: Page) -> FrameLocator:
    """What is in the frame."""
    return page.frame_locator("iframe")


def opened(page: Page, url: str, words: Mapping[str, Any] = EN) -> FrameLocator:
    """The frame, after the button of the lender's page was pressed."""
    page.goto(url)
    page.get_by_role("button", name=words["widget"]["open"]).click()
    expect(page.get_by_role("dialog", name=words["widget"]["title"])).to_be_visible()
    return chat_in(page)


@pytest.mark.parametrize("host", [OTHER_SITE, SAME_SITE])
def test_a_conversation_in_the_frame_goes_on_after_a_reload(visit: Visit, tmp_path: Path, host: str) -> None:
    """On a site that is not the chat's too: the frame has a cookie of its own there."""
    with lender(tmp_path, host) as url:
        chat = opened(visit.page, url)
        chat.locator("[data-borrower=B0003]").click()
        expect(chat.locator(".bubble")).to_have_count(1)
        chat.get_by_role("textbox").fill("hello")
        visit.page.keyboard.press("Enter")
        expect(chat.locator(".bubble").last).to_contain_text("heard hello")
        chat = opened(visit.page, url)
        expect(chat.locator(".bubble")).to_have_count(3)
        (sent,) = visit.bodies("/chat/conversations")
        assert sent == payload("web", "begin_framed")["body"]


def test_by_the_keyboard_it_is_opened_left_and_opened_again(visit: Visit, tmp_path: Path) -> None:
    """The focus goes in with whoever opens it, and back to the button when Escape is pressed in there."""
    page = visit.page
    with lender(tmp_path) as url:
        page.goto(url)
        button = page.get_by_role("button", name=EN["widget"]["open"])
        expect(button).to_have_attribute("aria-expanded", "false")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(button).to_be_focused()
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
        expect(page.locator("iframe")).to_be_focused()
        chat = chat_in(page)
        chat.locator("[data-borrower=B0003]").press("Enter")
        expect(chat.get_by_role("textbox")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(button).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.type("typed at once")
        expect(chat.get_by_role("textbox")).to_have_value("typed at once")
        page.get_by_role("button", name=EN["widget"]["close"]).press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(button).to_be_focused()


def test_on_a_desk_the_page_beside_it_stays_usable(visit: Visit, tmp_path: Path) -> None:
    """The button closes what it has opened."""
    with lender(tmp_path) as url:
        opened(visit.page, url)
        visit.page.get_by_role("link", name="Pay now").click()
        assert visit.page.url.endswith("#pay")
        visit.page.get_by_role("button", name=EN["widget"]["open"]).click()
        expect(visit.page.get_by_role("dialog")).to_be_hidden()


def test_on_a_phone_it_covers_the_page(browser: Browser, tmp_path: Path) -> None:
    """Whole, and nothing behind it can be reached."""
    with lender(tmp_path) as url, browser.new_context(viewport=PHONE, locale="en-GB") as context:
        visit = watched(context)
        opened(visit.page, url)
        box = visit.page.get_by_role("dialog").bounding_box()
        assert box == {"x": 0, "y": 0, **PHONE}
        takes_focus = "link => { link.focus(); return document.activeElement === link; }"
        assert visit.page.locator("#pay").evaluate(takes_focus) is False
        visit.page.get_by_role("button", name=EN["widget"]["close"]).click()
        assert visit.page.locator("#pay").evaluate(takes_focus) is True
        assert visit.complaints == []


def test_the_one_line_says_the_language(visit: Visit, tmp_path: Path) -> None:
    """It goes before the page's own and the browser's, in the button and in the frame; a reader's choice before it."""
    # On another site this browser lets the frame remember no choice; the attribute then holds with each reload.
    with lender(tmp_path, SAME_SITE, told='data-language="zh-CN"') as url:
        chat = opened(visit.page, url, ZH)
        expect(chat.locator("html")).to_have_attribute("lang", "zh")
        chat.get_by_role("button", name="English", exact=True).click()
        expect(chat.locator("html")).to_have_attribute("lang", "en")
        chat = opened(visit.page, url, ZH)
        expect(chat.locator("html")).to_have_attribute("lang", "en")


def test_a_page_that_is_not_allowed_shows_a_way_out(browser: Browser, tmp_path: Path) -> None:
    """The browser shows no frame there; the widget says so, with a link to the chat itself."""
    with (
        lender(tmp_path, parents="https://www.lender.example") as url,
        browser.new_context(viewport=DESK, locale="en-GB") as context,
    ):
        visit = watched(context)
        opened(visit.page, url)
        link = visit.page.get_by_role("link", name=EN["widget"]["own_window"])
        expect(link).to_be_visible(timeout=LATE_MS)
        assert any("frame-ancestors" in each for each in visit.complaints)
        with context.expect_page() as own:
            link.click()
        expect(own.value.get_by_role("heading", name=EN["start_title"])).to_be_visible()


def test_a_browser_that_keeps_no_cookie_in_a_frame_is_told_so(visit: Visit, tmp_path: Path) -> None:
    """Before anything is typed that would be lost, and with a way out."""
    with lender(tmp_path) as url:
        visit.page.route("**/chat/conversations", lambda route: route.fulfill(status=201, json={"begun": True}))
        chat = opened(visit.page, url)
        chat.locator("[data-borrower=B0003]").click()
        expect(chat.get_by_role("alert").filter(has_text=EN["no_cookies"])).to_be_visible()
        expect(chat.get_by_role("link", name=EN["own_window"])).to_be_visible()


def test_a_picture_can_be_taken_out_of_the_frame(visit: Visit, tmp_path: Path) -> None:
    """A window of its own would not be let see it, so the frame fetches it."""
    with lender(tmp_path, engine=Greeter(greeting=shown(CLEARING))) as url:
        chat = opened(visit.page, url)
        chat.locator("[data-borrower=B0003]").click()
        expect(chat.locator("img.picture")).to_have_js_property("naturalWidth", 720)
        with visit.page.expect_download() as saved:
            chat.locator("a.pictured").click()
        assert saved.value.path().read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("desk", DESK)])
def test_it_looks_right_and_axe_finds_nothing(
    browser: Browser, tmp_path: Path, name: str, size: ViewportSize, language: str, scheme: Literal["light", "dark"]
) -> None:
    """On the lender's page and in the frame; the pictures are for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    words = WORDS[language].words["page"]
    with (
        lender(tmp_path, told=f'data-language="{language}"') as url,
        browser.new_context(viewport=size, locale=language, color_scheme=scheme) as context,
    ):
        visit = watched(context)
        chat = opened(visit.page, url, words)
        chat.locator("[data-borrower=B0003]").click()
        expect(chat.locator(".bubble")).to_have_count(1)
        chat.get_by_role("textbox").fill("hello")
        chat.get_by_role("button", name=words["send"]).click()
        expect(chat.locator(".bubble")).to_have_count(3)
        assert violations(visit.page) == []
        assert violations(visit.page.frames[1]) == []
        visit.page.screenshot(path=SHOTS / f"widget-{name}-{language}-{scheme}.png")
        assert visit.complaints == []
