"""Without a mouse, with a screen reader, in both languages and both colour schemes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.bot.channels.house import WORDS
from tests.bot.channels.test_pictures import CLEARING, shown
from tests.browser.axe import violations
from tests.browser.small_bot import Greeter, small_bot
from tests.browser.visiting import DESK, PHONE, Visit, watched

pytestmark = pytest.mark.browser

EN = WORDS["en"].words["page"]
MOST_TABS = 30


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A chat whose bot greets and repeats."""
    with small_bot(tmp_path_factory.mktemp("bot")) as url:
        yield url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(
    browser: Browser, url: str, language: str, scheme: Literal["light", "dark"], size: ViewportSize
) -> None:
    """On the first page, in a conversation, and where something has gone wrong in it."""
    words = WORDS[language].words["page"]
    with browser.new_context(viewport=size, locale=language, color_scheme=scheme) as context:
        visit = watched(context)
        visit.page.goto(url)
        expect(visit.page.get_by_role("heading")).to_be_visible()
        assert violations(visit.page) == []
        visit.begin(url)
        visit.say("hello")
        expect(visit.bubbles).to_have_count(3)
        assert violations(visit.page) == []
        assert visit.complaints == []
        context.set_offline(True)
        visit.say("in a tunnel")
        expect(visit.page.get_by_text(words["failed"])).to_be_visible(timeout=10_000)
        assert violations(visit.page) == []


def test_axe_finds_nothing_in_a_conversation_with_pictures(browser: Browser, tmp_path: Path) -> None:
    """Each says in words what it shows."""
    engine = Greeter(greeting=shown(CLEARING))
    with small_bot(tmp_path, engine) as url, browser.new_context(viewport=DESK, locale="en-GB") as context:
        page = context.new_page()
        page.goto(url)
        page.locator("[data-borrower=B0003]").click()
        expect(page.locator("img.picture")).to_be_visible()
        assert violations(page) == []


def test_a_whole_conversation_by_the_keyboard(visit: Visit, url: str) -> None:
    """Choose who to be, type, press a suggested answer, change the language; the focus is always somewhere."""
    page = visit.page
    page.goto(url)
    expect(page.get_by_role("heading")).to_be_visible()
    tab_to(page, "[data-borrower=B0003]")
    page.keyboard.press("Enter")
    expect(visit.bubbles).to_have_count(1)
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("I paid")
    page.keyboard.press("Enter")
    expect(visit.bubbles.last).to_contain_text("heard I paid")
    tab_to(page, ".choice:enabled", backwards=True)
    page.keyboard.press("Space")
    expect(visit.bubbles).to_have_count(5)
    expect(page.get_by_role("textbox")).to_be_focused()
    tab_to(page, "#languages button[lang=zh]", backwards=True)
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    expect(page.locator("#languages button[lang=zh]")).to_be_focused()
    tab_to(page, "#new", backwards=True)
    page.keyboard.press("Enter")
    expect(page.locator("#start")).to_be_focused()


def tab_to(page: Page, selector: str, backwards: bool = False) -> None:
    """Press Tab until what is wanted has the focus, and see that the focus can be seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid"
            return
    pytest.fail(f"{selector} cannot be reached by Tab")
