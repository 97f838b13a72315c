"""What a borrower loses when something breaks in the middle: nothing; and what they see twice: nothing."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.caps import Rate
from tests.bot.channels.house import WORDS
from tests.bot.live import free_port, serving
from tests.bot.real_app import running_bot
from tests.bot.scripted_engine import scripted_engine
from tests.browser.bot_process import BotProcess
from tests.browser.small_bot import Greeter, small_bot
from tests.browser.visiting import DESK, Visit, watched

pytestmark = pytest.mark.browser

EN = WORDS["en"].words["page"]
QUESTION = "I paid yesterday and it still says I owe"
TURN_SECONDS = 1.0
SLOW = Rate(a_minute=30, at_once=1)
ONE = Rate(a_minute=1, at_once=1)
# A browser tells of every server that it did not reach, and of every refusal: here both are what the test is about.
EXPECTED = "Failed to load resource"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody who reads English."""
    with browser.new_context(viewport=DESK, locale="en-GB") as context:
        yield context


@pytest.fixture
def visit(context: BrowserContext) -> Iterator[Visit]:
    """A visit that fails where the browser complained of anything but the network."""
    visit = watched(context)
    yield visit
    assert [each for each in visit.complaints if EXPECTED not in each] == []


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[BotProcess]:
    """The bot as a process over an engine that takes its time."""
    with running_bot(tmp_path):
        pass
    with serving(_slowly(scripted_engine())) as engine:
        bot = BotProcess(tmp_path, engine.rpartition(":")[2], free_port())
        bot.start()
        yield bot
        bot.kill()


def _slowly(app: ASGIApp) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await asyncio.sleep(TURN_SECONDS)
        await app(scope, receive, send)

    return answer


def test_a_bot_killed_in_the_middle_of_a_turn_still_answers_once(visit: Visit, bot: BotProcess) -> None:
    """The page says that it is lost, comes back by itself, and shows each line once."""
    visit.begin(bot.url)
    with visit.page.expect_response("**/chat/messages"):
        visit.say(QUESTION)
    bot.kill()
    expect(visit.page.get_by_text(EN["lost"])).to_be_visible()
    bot.start()
    expect(visit.page.get_by_text(EN["back"])).to_be_visible(timeout=15_000)
    expect(visit.bubbles.nth(2)).to_contain_text("still in clearing")
    visit.page.wait_for_timeout(2 * TURN_SECONDS * 1000)
    expect(visit.bubbles).to_have_count(3)
    before = visit.bubbles.all_inner_texts()
    visit.page.reload()
    expect(visit.bubbles).to_have_count(3)
    assert visit.bubbles.all_inner_texts() == before


def test_what_is_typed_while_the_bot_is_away_is_sent_when_it_is_back(visit: Visit, bot: BotProcess) -> None:
    """By itself, under the same id, and answered once."""
    visit.begin(bot.url)
    bot.kill()
    visit.say(QUESTION)
    expect(visit.page.get_by_text(EN["failed"])).to_be_visible(timeout=10_000)
    bot.start()
    expect(visit.bubbles.nth(2)).to_contain_text("still in clearing", timeout=15_000)
    expect(visit.page.get_by_text(EN["failed"])).to_be_hidden()
    expect(visit.bubbles).to_have_count(3)
    assert len({each["id"] for each in visit.bodies("/chat/messages")}) == 1


def test_a_reload_in_the_middle_of_a_turn_loses_nothing(visit: Visit, bot: BotProcess) -> None:
    """The answer comes to the page that is there by then."""
    visit.begin(bot.url)
    with visit.page.expect_response("**/chat/messages"):
        visit.say(QUESTION)
    visit.page.reload()
    expect(visit.bubbles.nth(1)).to_contain_text(QUESTION)
    expect(visit.bubbles.nth(2)).to_contain_text("still in clearing")
    expect(visit.bubbles).to_have_count(3)


def test_a_connection_that_is_gone_for_a_while(context: BrowserContext, visit: Visit, tmp_path: Path) -> None:
    """Said at once, mended at once, and what was typed meanwhile goes out then."""
    with small_bot(tmp_path) as url:
        visit.begin(url)
        context.set_offline(True)
        expect(visit.page.get_by_text(EN["lost"])).to_be_visible()
        visit.say("typed in a tunnel")
        expect(visit.page.get_by_text(EN["failed"])).to_be_visible(timeout=10_000)
        context.set_offline(False)
        expect(visit.page.get_by_text(EN["back"])).to_be_visible()
        expect(visit.bubbles.nth(2)).to_contain_text("heard typed in a tunnel")
        expect(visit.bubbles).to_have_count(3)


def test_a_connection_that_dies_without_a_word_is_noticed(visit: Visit, tmp_path: Path) -> None:
    """No error comes from it, only silence: longer than the server is ever silent, and the page asks anew."""
    visit.page.clock.install()
    with small_bot(tmp_path) as url:
        visit.begin(url)
        asked = len([each for each in visit.sent if "/chat/events" in each.url])
        visit.page.clock.run_for(30_000)
        assert len([each for each in visit.sent if "/chat/events" in each.url]) == asked
        with visit.page.expect_request("**/chat/events?after=*") as again:
            visit.page.clock.run_for(15_000)
        assert not again.value.url.endswith("after=0")
        visit.say("still there?")
        expect(visit.bubbles.nth(2)).to_contain_text("heard still there?")
        expect(visit.bubbles).to_have_count(3)


def test_more_windows_than_there_are_streams(context: BrowserContext, visit: Visit, tmp_path: Path) -> None:
    """The oldest says so and rests; whoever goes on in it finds everything there."""
    with small_bot(tmp_path) as url:
        visit.begin(url)
        others = [context.new_page() for _ in range(5)]
        for page in others:
            page.goto(url)
            expect(page.locator(".bubble")).to_have_count(1)
        expect(visit.page.get_by_text(EN["elsewhere"])).to_be_visible()
        others[-1].get_by_role("textbox").fill("from the newest")
        others[-1].keyboard.press("Enter")
        expect(others[-1].locator(".bubble")).to_have_count(3)
        expect(visit.bubbles).to_have_count(1)
        visit.say("from the oldest")
        expect(visit.bubbles).to_have_count(5)
        expect(visit.page.get_by_text(EN["elsewhere"])).to_be_hidden()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_too_much_at_once_is_said_and_stays_in_the_box(browser: Browser, tmp_path: Path, language: str) -> None:
    """When the time is over the word goes, and the same text is sent under its first id."""
    words = WORDS[language].words["page"]
    with small_bot(tmp_path, visitor=SLOW) as url, browser.new_context(viewport=DESK, locale=language) as context:
        visit = watched(context)
        visit.begin(url)
        visit.say("first")
        expect(visit.bubbles).to_have_count(3)
        visit.say("second")
        said = words["slow"].replace("{seconds}", "2")
        expect(visit.page.get_by_role("alert").filter(has_text=said)).to_be_visible()
        expect(visit.page.get_by_role("textbox")).to_have_value("second")
        expect(visit.bubbles).to_have_count(3)
        expect(visit.page.locator("#slow")).to_be_empty(timeout=5_000)
        visit.page.keyboard.press("Enter")
        expect(visit.bubbles.last).to_contain_text("heard second")
        expect(visit.bubbles).to_have_count(5)
        first, *seconds = (each["id"] for each in visit.bodies("/chat/messages"))
        assert len(seconds) == 2
        assert len({first, *seconds}) == 2


def test_too_many_beginnings_are_said(visit: Visit, tmp_path: Path) -> None:
    """And the first page stays, to be tried again."""
    with small_bot(tmp_path, Greeter(), begun=ONE) as url:
        visit.begin(url)
        visit.page.get_by_role("button", name=EN["new"]).click()
        visit.page.locator("[data-borrower=B0003]").click()
        expect(visit.page.locator("#start-fault")).to_contain_text(EN["slow"].partition("{seconds}")[0])
        expect(visit.page.get_by_role("heading", name=EN["start_title"])).to_be_visible()
