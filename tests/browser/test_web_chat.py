"""The web chat in a real browser: what a borrower sees and does, with a scripted engine behind the real application."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from tests.bot.channels.house import WORDS, payload
from tests.bot.live import free_port
from tests.bot.real_app import running_bot
from tests.browser.visiting import DESK, PHONE, SHOTS, Visit, watched

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]

EN, ZH = (WORDS[code].words["page"] for code in ("en", "zh"))
QUESTION = "I paid yesterday and it still says I owe"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The running bot."""
    with running_bot(tmp_path_factory.mktemp("bot")) as url:
        yield url


def test_a_question_is_answered(visit: Visit, url: str) -> None:
    """Choose somebody, ask, see the ledger's lines and the next steps, press one."""
    visit.begin(url)
    visit.say(QUESTION)
    expect(visit.bubbles.nth(1)).to_contain_text(QUESTION)
    expect(visit.bubbles.nth(2)).to_contain_text("still in clearing")
    expect(visit.bubbles.nth(2).locator("li")).to_have_count(2)
    visit.page.get_by_role("button", name="OK, I'll wait").click()
    expect(visit.bubbles.last).to_contain_text("You pressed OK, I'll wait.")
    expect(visit.bubbles).to_have_count(5)


def test_only_the_last_buttons_can_be_pressed(visit: Visit, url: str) -> None:
    """An old offer may not hold any more."""
    visit.begin(url)
    visit.say(QUESTION)
    expect(visit.page.get_by_role("button", name="OK, I'll wait")).to_be_enabled()
    expect(visit.page.locator(".choice")).to_have_count(3)
    expect(visit.page.locator(".choice:disabled")).to_have_count(1)
    expect(visit.page.locator(".choice").first).to_be_disabled()


def test_a_reload_keeps_everything(visit: Visit, url: str) -> None:
    """The page holds nothing that the server does not."""
    visit.begin(url)
    visit.say(QUESTION)
    expect(visit.bubbles).to_have_count(3)
    before = visit.bubbles.all_inner_texts()
    visit.page.reload()
    expect(visit.bubbles).to_have_count(3)
    assert visit.bubbles.all_inner_texts() == before
    expect(visit.page.get_by_role("button", name="OK, I'll wait")).to_be_enabled()


def test_the_language_is_switched_in_the_middle(visit: Visit, url: str) -> None:
    """The page at once, the assistant with its next words."""
    visit.begin(url)
    visit.page.get_by_role("button", name="中文").click()
    expect(visit.page.get_by_role("button", name=ZH["send"])).to_be_visible()
    expect(visit.bubbles.last).to_contain_text("From now on: zh.")
    expect(visit.page.locator("html")).to_have_attribute("lang", "zh")
    expect(visit.bubbles).to_have_count(2)


def test_a_new_conversation_begins_at_the_first_page(visit: Visit, url: str) -> None:
    """And shows nothing of the old one."""
    visit.begin(url)
    visit.say(QUESTION)
    expect(visit.bubbles).to_have_count(3)
    with visit.page.expect_response("**/chat/leave"):
        visit.page.get_by_role("button", name=EN["new"]).click()
    expect(visit.page.get_by_role("heading", name=EN["start_title"])).to_be_visible()
    visit.begin(url, "B0001")
    expect(visit.bubbles).to_have_count(1)


def test_shift_enter_breaks_the_line_and_nothing_typed_is_markup(visit: Visit, url: str) -> None:
    """Text is text, whatever it looks like."""
    visit.begin(url)
    visit.page.get_by_role("textbox").fill("<img src=x onerror=alert(1)>")
    visit.page.keyboard.press("Shift+Enter")
    visit.page.keyboard.type("second line")
    visit.page.keyboard.press("Enter")
    expect(visit.bubbles.nth(1)).to_contain_text("<img src=x onerror=alert(1)>")
    expect(visit.bubbles.nth(1).locator("p")).to_have_count(2)
    expect(visit.page.locator(".bubble img")).to_have_count(0)


def test_what_the_page_sends_is_what_was_captured(visit: Visit, url: str) -> None:
    """The tests of the channel stand on it."""
    visit.begin(url)
    visit.say(QUESTION)
    visit.page.get_by_role("button", name="OK, I'll wait").click()
    expect(visit.bubbles).to_have_count(5)
    visit.page.get_by_role("button", name="中文").click()
    expect(visit.bubbles).to_have_count(6)
    line, press = visit.bodies("/chat/messages")
    (begin,), (switch,) = visit.bodies("/chat/conversations"), visit.bodies("/chat/language")
    for body, situation in ((begin, "begin"), (line, "line"), (press, "press"), (switch, "switch_language")):
        captured = payload("web", situation)["body"]
        assert {name: len(value) for name, value in body.items()} == {
            name: len(value) for name, value in captured.items()
        }


def test_a_line_that_cannot_be_sent_is_sent_again_with_its_id(browser: Browser, url: str) -> None:
    """First by itself, then when the borrower asks for it; the answer comes once."""
    with browser.new_context(viewport=DESK, locale="en-GB") as context:
        visit = watched(context)
        visit.begin(url)

        def fail(route: Route) -> None:
            route.abort()

        visit.page.route("**/chat/messages", fail)
        visit.say(QUESTION)
        expect(visit.page.get_by_text(EN["failed"])).to_be_visible(timeout=10_000)
        visit.page.unroute("**/chat/messages", fail)
        visit.page.get_by_role("button", name=EN["again"]).click()
        expect(visit.bubbles.nth(2)).to_contain_text("still in clearing")
        expect(visit.bubbles).to_have_count(3)
        assert len({each["id"] for each in visit.bodies("/chat/messages")}) == 1


def test_a_lost_connection_is_said_and_mended(browser: Browser, tmp_path: Path) -> None:
    """Without a reload, and without a line lost or doubled, also when the bot itself was started anew."""
    port = free_port()
    with browser.new_context(viewport=DESK, locale="en-GB") as context:
        visit = watched(context)
        with running_bot(tmp_path, port) as url:
            visit.begin(url)
        expect(visit.page.get_by_text(EN["lost"])).to_be_visible()
        with running_bot(tmp_path, port):
            expect(visit.page.get_by_text(EN["back"])).to_be_visible(timeout=15_000)
            visit.say(QUESTION)
            expect(visit.bubbles.nth(2)).to_contain_text("still in clearing")
            expect(visit.bubbles).to_have_count(3)


def test_a_conversation_that_is_gone_leads_back_to_the_first_page(browser: Browser, url: str) -> None:
    """With a word that says so."""
    with browser.new_context(viewport=DESK, locale="en-GB") as context:
        visit = watched(context)
        visit.begin(url)
        context.clear_cookies()
        visit.say(QUESTION)
        expect(visit.page.get_by_role("alert")).to_have_text(EN["ended"])
        expect(visit.page.get_by_role("heading", name=EN["start_title"])).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("desk", DESK)])
def test_it_fits_every_screen(
    browser: Browser, url: str, name: str, size: ViewportSize, language: str, scheme: Scheme
) -> None:
    """Nothing to be scrolled sideways; the pictures are for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    with browser.new_context(viewport=size, locale=language, color_scheme=scheme) as context:
        visit = watched(context)
        visit.page.goto(url)
        expect(visit.page.get_by_role("heading")).to_be_visible()
        assert is_narrow_enough(visit.page)
        visit.page.screenshot(path=SHOTS / f"start-{name}-{language}-{scheme}.png")
        visit.begin(url)
        visit.say(QUESTION + " " + "x" * 60)
        expect(visit.bubbles).to_have_count(3)
        assert is_narrow_enough(visit.page)
        visit.page.screenshot(path=SHOTS / f"chat-{name}-{language}-{scheme}.png")
        assert visit.complaints == []


def is_narrow_enough(page: Page) -> bool:
    """Whether nothing sticks out to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
