"""A whole conversation in a real browser, through the real engine; it makes the pictures of the README."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from bot.serving import make_app
from tests.bot.live import serving
from tests.browser.visiting import SHOTS, watched
from tests.conversations.house import RealHouse
from tests.conversations.play import borrower_named

pytestmark = [pytest.mark.browser, pytest.mark.engine]

TALL_PHONE = ViewportSize(width=430, height=1400)
# Scrolling to the last line takes a moment; a picture taken before shows half of it.
SETTLED_MS = 600


@dataclass(frozen=True)
class Talk:
    """What is said and pressed, and a piece of what must come back."""

    locale: str
    scheme: Literal["light", "dark"]
    question: str
    cause: str
    press: str
    waits: str
    person: str
    taken_over: str


ZH = Talk(
    locale="zh-CN",
    scheme="light",
    question="我还了款，怎么还显示没还",
    cause="银行已扣款，正在清算",
    press="好的，我等等",
    waits="如果还没有变化",
    person="转人工",
    taken_over="已经为您转人工",
)
EN = Talk(
    locale="en-GB",
    scheme="dark",
    question="I have paid and it still says I owe",
    cause="debited by your bank, still in clearing",
    press="OK, I'll wait",
    waits="ask me again",
    person="talk to a person",
    taken_over="I have asked a person to take over",
)


@pytest.fixture(scope="module")
def real_url(house: RealHouse) -> Iterator[str]:
    """The bot as it is, over the running engine and actions."""
    with serving(make_app(house.environ), house.settings.web_port) as url:
        yield url


@pytest.mark.parametrize(("language", "talk"), [("zh", ZH), ("en", EN)])
def test_a_borrower_is_helped_in_their_language(
    browser: Browser, house: RealHouse, real_url: str, language: str, talk: Talk
) -> None:
    """They ask in their words, see the proof, press a button, reach a person; the browser complains of nothing."""
    with browser.new_context(
        viewport=TALL_PHONE, locale=talk.locale, color_scheme=talk.scheme, timezone_id="Asia/Shanghai"
    ) as context:
        visit = watched(context)
        visit.begin(real_url, borrower_named(house, "in_clearing"))
        visit.say(talk.question)
        expect(visit.bubbles.last).to_contain_text(talk.cause)
        visit.page.wait_for_timeout(SETTLED_MS)
        visit.page.screenshot(path=SHOTS / f"diagnosis-{language}.png")
        visit.page.get_by_role("button", name=talk.press).click()
        expect(visit.bubbles.last).to_contain_text(talk.waits)
        visit.say(talk.person)
        expect(visit.bubbles.last).to_contain_text(talk.taken_over)
        assert visit.complaints == []
