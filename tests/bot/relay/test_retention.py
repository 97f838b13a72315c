"""When words are erased: soon after somebody asked, what is old once a day, and never where they last for ever."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.relay.book import ChatBook
from bot.relay.forgetting import Forgetting
from bot.relay.retention import Retention
from bot.serving import MIGRATIONS
from servicing.cases.book import CaseBook
from servicing.cases.case import new_case
from servicing.database import open_engine
from servicing.errors import CasesUnreachable
from servicing.store import upgrade
from tests.bot.real_app import running_bot
from tests.bot.relay.fakes import NOON, begin, chat_book, said, typed

DAY = timedelta(days=1)


class House:
    """A retention over a book, on a clock that is set."""

    def __init__(self, folder: Path, lasts: timedelta | None, batch: int = 2) -> None:
        self.book, self.now = chat_book(folder), NOON
        self.forgetting = Forgetting(self.book.engine)
        self.needed: set[str] = set()
        self.told, self.engine_is_there = list[str](), True
        self.retention = Retention(self.forgetting, lasts, self.clock, self.needed.__contains__, self.tell, 0.01, batch)

    def clock(self) -> datetime:
        """As it is set."""
        return self.now

    async def tell(self, conversation: str) -> bool:
        """The engine is told, where it is there."""
        self.told.append(conversation)
        return self.engine_is_there

    def talks(self, conversation: str, number: int) -> None:
        """A line and its answer."""
        self.book.keep(typed(conversation, number), self.now)
        turn = self.book.next_turn(conversation, self.now)
        assert turn is not None
        self.book.answer(turn, [said(f"answer {number}")], self.now)

    def texts(self, conversation: str) -> list[str]:
        """What is left."""
        return [line.text for line in self.book.since(conversation, 0) if line.text]


async def test_the_old_is_erased_once_a_day_however_many_batches_it_takes(tmp_path: Path) -> None:
    """And the address with the last of it."""
    house = House(tmp_path, 10 * DAY)
    conversation = begin(house.book)
    for number in range(5):
        house.talks(conversation, number)
    house.now = NOON + 10 * DAY
    await house.retention.look()
    assert len(house.texts(conversation)) == 10
    house.now += DAY / 2
    await house.retention.look()
    assert len(house.texts(conversation)) == 10
    house.now += DAY / 2
    with capture_logs() as logs:
        await house.retention.look()
    assert house.texts(conversation) == []
    assert house.book.known("test", "a") is None
    assert [(each["lines"], each["addresses"]) for each in logs] == [(10, 1)]


async def test_an_address_is_kept_where_somebody_is_waited_for(tmp_path: Path) -> None:
    """An open case is answered there."""
    house = House(tmp_path, DAY)
    conversation = begin(house.book)
    house.talks(conversation, 1)
    house.needed.add(conversation)
    house.now = NOON + 3 * DAY
    await house.retention.look()
    assert (house.texts(conversation), house.book.known("test", "a")) == ([], conversation)


async def test_what_lasts_for_ever_goes_only_where_somebody_asks(tmp_path: Path) -> None:
    """And that at the next look, not at the next day."""
    house = House(tmp_path, None)
    conversation, other = begin(house.book), begin(house.book, "b")
    house.talks(other, 1)
    house.book.keep(typed(conversation, 1), NOON)
    assert not house.forgetting.forget(conversation)
    turn = house.book.next_turn(conversation, NOON)
    assert turn is not None
    house.book.answer(turn, [said("answer")], NOON)
    house.now = NOON + 100_000 * DAY
    house.engine_is_there = False
    await house.retention.look()
    house.engine_is_there = True
    for _ in range(3):
        await house.retention.look()
    assert house.told == [conversation] * 2
    assert (house.texts(conversation), len(house.texts(other))) == ([], 2)


@pytest.mark.parametrize("fault", [OperationalError("x", {}, Exception("away")), CasesUnreachable()])
async def test_a_database_that_is_away_is_met_by_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """It goes on by itself, and the day is not taken for done."""
    house = House(tmp_path, DAY)
    conversation = begin(house.book)
    house.talks(conversation, 1)
    house.now = NOON + 3 * DAY
    let_go, faults = house.forgetting.let_go, [fault]

    def away_once(before: datetime, is_needed: object) -> int:
        if faults:
            raise faults.pop()
        return let_go(before, house.needed.__contains__)

    monkeypatch.setattr(house.forgetting, "let_go", away_once)
    with capture_logs() as logs:
        running = asyncio.create_task(house.retention.run())
        async with asyncio.timeout(5):
            while house.book.known("test", "a") is not None:
                await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert house.texts(conversation) == []
    assert [each["event"] for each in logs][:1] == ["nothing erased for now"]


def test_the_bots_own_process_erases_what_is_old(tmp_path: Path) -> None:
    """As it is wired: a conversation keeps its address while a case of it is open."""
    chat, store = (open_engine(f"sqlite:///{tmp_path / name}", durable=True) for name in ("chat.db", "cases.db"))
    upgrade(chat, MIGRATIONS)
    upgrade(store)
    book, long_ago = ChatBook(chat), datetime.now(UTC) - 500 * DAY
    waited_for, gone = (book.conversation("test", address, "en", long_ago) for address in "ab")
    for each in (waited_for, gone):
        book.keep(typed(each, 1), long_ago)
        turn = book.next_turn(each, long_ago)
        assert turn is not None
        book.answer(turn, [said("answer")], long_ago)
    CaseBook(store).open(new_case("engine_failed", waited_for, None, long_ago))
    with running_bot(tmp_path):
        until = time.monotonic() + 10
        while book.known("test", "b") is not None and time.monotonic() < until:
            time.sleep(0.05)
    assert [book.known("test", address) for address in "ab"] == [waited_for, None]
    assert {line.text for each in (waited_for, gone) for line in book.since(each, 0)} == {""}
