"""Polling: nothing is confirmed that is not kept, and trouble is one clear line."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs
from telegram import Update
from telegram.error import NetworkError

from bot.channels.telegram.poll import Poller
from bot.channels.telegram.updates import Attached, Read, read
from tests.bot.channels.house import payload
from tests.bot.channels.telegram.house import ANN, TOKEN, Answer, Script, bot_of, fine, wrong

FIRST, SECOND = 900201, 900202


def raw(number: int, **changed: Any) -> dict[str, Any]:
    """An update of that number."""
    return {**payload("telegram", "text"), "update_id": number, **changed}


class House:
    """A poller with what it is told and what it keeps."""

    def __init__(self, *answers: Answer) -> None:
        self.script, self.kept, self.slept = Script(getUpdates=answers), list[int](), list[float]()
        self.poller = Poller(bot_of(self.script), self.script, self._sleep)
        self.faults: list[Exception] = []
        self.before: Callable[[], None] = lambda: None

    async def keep(self, update: Update) -> None:
        """Keep its number, after the faults of the list."""
        self.before()
        if self.faults:
            raise self.faults.pop(0)
        self.kept.append(update.update_id)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    @property
    def offsets(self) -> list[str | None]:
        """With what each call confirmed what was before it."""
        return [each.get("offset") for each in self.script.of("getUpdates")]


async def test_a_batch_is_confirmed_by_the_next_call_and_not_before() -> None:
    """While it is kept, Telegram still has it."""
    house = House(fine([raw(FIRST), raw(SECOND)]), fine([]))
    seen: list[list[str | None]] = []
    house.before = lambda: seen.append(house.offsets)
    await house.poller.step(house.keep)
    assert (house.kept, seen) == ([FIRST, SECOND], [[None], [None]])
    await house.poller.step(house.keep)
    assert house.offsets == [None, str(SECOND + 1)]


async def test_telegram_is_asked_for_what_we_understand_and_waits_itself() -> None:
    """A long poll; other kinds of updates would only fill the queue."""
    house = House(fine([]))
    await house.poller.step(house.keep)
    (asked,) = house.script.of("getUpdates")
    assert asked == {
        "timeout": "30",
        "limit": "100",
        "allowed_updates": '["message", "edited_message", "callback_query"]',
    }


async def test_while_the_database_is_away_nothing_is_confirmed_and_the_order_stays() -> None:
    """However long that is; a message is never passed over for it."""
    house = House(fine([raw(FIRST), raw(SECOND)]), fine([]))
    house.faults = [OperationalError("x", {}, Exception("away"))] * 3
    with capture_logs() as logs:
        await house.poller.step(house.keep)
    assert (house.kept, house.slept) == ([FIRST, SECOND], [1.0] * 3)
    assert house.offsets == [None]
    assert "I paid" not in str(logs)


async def test_of_an_update_that_is_read_in_part_it_is_known_who_wrote() -> None:
    """They are told that it was not understood, instead of hearing nothing."""
    unread = raw(FIRST, message={**payload("telegram", "text")["message"], "entities": 5})
    house, seen = House(fine([unread])), list[Update]()

    async def keep(update: Update) -> None:
        seen.append(update)

    await house.poller.step(keep)
    assert [read(each, "duizhang_bot") for each in seen] == [
        Read(FIRST, ANN, Attached("other", "", None), "en", datetime.fromtimestamp(1795320000, UTC))
    ]


@pytest.mark.parametrize("broken", [{"message": {"text": "I paid"}}, {"message": 5}, {"message": {"date": "x"}}])
async def test_an_update_that_nobody_can_read_stops_no_other(broken: dict[str, Any]) -> None:
    """It is named by its number alone, and Telegram does not bring it for ever."""
    house = House(fine([raw(FIRST, **broken), raw(SECOND)]), fine([]))
    with capture_logs() as logs:
        await house.poller.step(house.keep)
        await house.poller.step(house.keep)
    assert house.kept == [SECOND]
    assert house.offsets == [None, str(SECOND + 1)]
    assert [(each["log_level"], each["update"]) for each in logs] == [("warning", FIRST), ("error", FIRST)]
    assert "I paid" not in str(logs)


async def test_a_fault_of_ours_over_one_update_stops_no_other() -> None:
    """And is on the log without what was said."""
    house = House(fine([raw(FIRST), raw(SECOND)]), fine([]))
    house.faults = [KeyError("I paid")]
    with capture_logs() as logs:
        await house.poller.step(house.keep)
    assert house.kept == [SECOND]
    assert "I paid" not in str(logs)


@pytest.mark.parametrize(
    "trouble",
    [
        wrong(401, "Unauthorized"),
        wrong(404, "Not Found"),
        wrong(409, "Conflict: terminated by other getUpdates request; make sure that only one bot is running"),
        wrong(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"),
        wrong(429, "Too Many Requests: retry after 3", retry_after=3),
        wrong(502, "Bad Gateway"),
        fine({"not": "a list"}),
        httpx.ConnectError(f"https://api.telegram.org/bot{TOKEN}/getUpdates"),
        NetworkError(f"https://api.telegram.org/bot{TOKEN}/getUpdates"),
    ],
)
async def test_trouble_is_one_line_with_a_next_step_until_it_is_over(trouble: Answer) -> None:
    """Not one a try, no stack trace, no token; and it goes on by itself."""
    house = House(trouble, trouble, trouble, fine([raw(FIRST)]))
    with capture_logs() as logs:
        await house.poller.step(house.keep)
    assert house.kept == [FIRST]
    assert [each["log_level"] for each in logs] == ["error", "info"]
    assert logs[0]["next_step"]
    assert not any(TOKEN in str(each) or "exc_info" in each for each in logs)
    assert len(house.slept) == 3
    assert all(0 < each <= 60 for each in house.slept)


async def test_another_trouble_is_another_line() -> None:
    """Who mends the first has to hear of the second."""
    house = House(wrong(502, "Bad Gateway"), wrong(401, "Unauthorized"), fine([]))
    with capture_logs() as logs:
        await house.poller.step(house.keep)
    assert [each["log_level"] for each in logs] == ["error", "error", "info"]
