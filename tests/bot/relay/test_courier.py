"""The courier: everything that waits is sent once, in order, and a slow chat stops no other."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.relay import courier as couriers
from bot.relay import workers
from bot.relay.book import ChatBook
from bot.relay.courier import Courier, Doubtful, NotSent, Refused, Sender
from bot.relay.outbox import Delivery, Outbox
from tests.bot.relay.fakes import NOON, chat_book, clock, said
from tests.bot.relay.test_outbox import told


class FakeSender:
    """Notes what it is handed; each fault of its list is raised once, before anything is noted."""

    def __init__(self, *faults: Exception) -> None:
        self.faults, self.sent = list(faults), list[str]()
        self.turns: list[str] = []

    async def turn(self, address: str) -> None:
        """At once."""
        self.turns.append(address)

    async def send(self, delivery: Delivery) -> str:
        """The number of what was sent so far."""
        await asyncio.sleep(0)
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append(delivery.text)
        return str(len(self.sent))


def courier_of(book: ChatBook, senders: Mapping[str, Sender]) -> Courier:
    """A courier over the book's outbox."""
    courier = Courier(Outbox(book.engine), clock)
    courier.serve(senders)
    return courier


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(couriers, "FIRST_PAUSE_SECONDS", 0.0)


async def test_what_waits_is_sent_in_order(tmp_path: Path) -> None:
    """Also what waited before the courier came."""
    book = chat_book(tmp_path)
    conversation = told(book, said("one"), said("two"), said("three"))
    sender = FakeSender()
    courier = courier_of(book, {"telegram": sender})
    await courier.resume()
    await courier.settled(conversation)
    assert sender.sent == ["one", "two", "three"]
    assert courier.outbox.waiting() == []


@pytest.mark.parametrize(
    ("fault", "sent", "doubts"),
    [
        (NotSent("429", 0), ["one", "two"], 0),
        (NotSent("nobody listens"), ["one", "two"], 0),
        (Doubtful("time-out"), ["one", "two"], 1),
        (LookupError("a fault of our own"), ["one", "two"], 1),
        (Refused("blocked"), ["two"], 0),
    ],
    ids=["told to wait", "connection refused", "in doubt", "own fault", "refused"],
)
async def test_a_fault_leads_to_what_it_means(tmp_path: Path, fault: Exception, sent: list[str], doubts: int) -> None:
    """Nothing is lost but what can never arrive."""
    book = chat_book(tmp_path)
    conversation = told(book, said("one"), said("two"))
    sender = FakeSender(fault)
    courier = courier_of(book, {"telegram": sender})
    courier.see_to(conversation)
    await courier.settled(conversation)
    assert sender.sent == sent
    assert len(courier.outbox.doubts()) == doubts


async def test_a_slow_chat_stops_no_other(tmp_path: Path) -> None:
    """One hangs; the rest are sent meanwhile."""
    book = chat_book(tmp_path)
    slow, quick = told(book, said("slow"), address="a"), told(book, said("quick"), address="b")
    go = asyncio.Event()

    class Sender(FakeSender):
        async def send(self, delivery: Delivery) -> str:
            if delivery.text == "slow":
                await go.wait()
            return await super().send(delivery)

    sender = Sender()
    courier = courier_of(book, {"telegram": sender})
    for each in (slow, quick):
        courier.see_to(each)
    async with asyncio.timeout(5):
        await courier.settled(quick)
    assert sender.sent == ["quick"]
    go.set()
    await courier.settled(slow)
    assert sender.sent == ["quick", "slow"]


async def test_what_waits_for_its_turn_is_in_no_doubt(tmp_path: Path) -> None:
    """A channel lets only so many lines pass; a process that ends meanwhile has sent nothing."""
    book = chat_book(tmp_path)
    conversation = told(book, said("one"))
    waiting = asyncio.Event()

    class Full(FakeSender):
        async def turn(self, address: str) -> None:
            waiting.set()
            await asyncio.Event().wait()

    courier = courier_of(book, {"telegram": Full()})
    courier.see_to(conversation)
    await waiting.wait()
    await courier.stop()
    assert Outbox(book.engine).doubt_all(NOON) == 0
    assert Outbox(book.engine).waiting() == [conversation]


async def test_a_send_that_has_begun_is_carried_to_its_end(tmp_path: Path) -> None:
    """A bot that is stopped in an orderly way leaves nothing in doubt."""
    book = chat_book(tmp_path)
    conversation = told(book, said("one"), said("two"))
    begun, go = asyncio.Event(), asyncio.Event()

    class Sender(FakeSender):
        async def send(self, delivery: Delivery) -> str:
            begun.set()
            await go.wait()
            return await super().send(delivery)

    sender = Sender()
    courier = courier_of(book, {"telegram": sender})
    courier.see_to(conversation)
    await begun.wait()
    stopping = asyncio.create_task(courier.stop())
    await asyncio.sleep(0.01)
    go.set()
    await stopping
    assert sender.sent == ["one"]
    assert Outbox(book.engine).doubt_all(NOON) == 0


async def test_a_channel_that_is_not_there_loses_nothing(tmp_path: Path) -> None:
    """Its token may be given tomorrow."""
    book = chat_book(tmp_path)
    conversation = told(book, said("one"))
    courier = courier_of(book, {})
    courier.see_to(conversation)
    async with asyncio.timeout(5):
        while (due := courier.outbox.due(conversation)) is None or due.at == NOON:
            await asyncio.sleep(0.01)
    await courier.stop()
    assert courier.outbox.waiting() == [conversation]


class Shaky(Outbox):
    """An outbox whose database goes away at one of its steps, once, before or after it has kept it."""

    def __init__(self, book: ChatBook, step: str, *, kept: bool) -> None:
        super().__init__(book.engine)
        self._step, self._kept = step, kept

    def begin(self, conversation: str, now: datetime) -> Delivery | None:
        """As ever, unless it is that step."""
        is_kept = self._step != "begin" or self._kept
        delivery = super().begin(conversation, now) if is_kept else None
        self._fail_at("begin")
        return delivery

    def sent(self, delivery: Delivery, remote_id: str, at: datetime) -> None:
        """As ever, unless it is that step."""
        self._fail_at("sent")
        super().sent(delivery, remote_id, at)

    def _fail_at(self, step: str) -> None:
        if self._step == step:
            self._step = ""
            raise OperationalError(step, None, ConnectionError("away"))


@pytest.mark.parametrize(("step", "kept"), [("sent", False), ("begin", False), ("begin", True)])
async def test_a_database_that_goes_away_around_a_send_holds_nothing_up(
    step: str, kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is anything sent twice: what was sent is written down late, and what was never sent is sent."""
    monkeypatch.setattr(couriers, "DATABASE_PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(workers, "DATABASE_PAUSE_SECONDS", 0.0)
    book = chat_book(tmp_path)
    conversation = told(book, said("one"), said("two"))
    sender, shaky = FakeSender(), Shaky(book, step, kept=kept)
    courier = Courier(shaky, clock)
    courier.serve({"telegram": sender})
    courier.see_to(conversation)
    await courier.settled(conversation)
    assert sender.sent == ["one", "two"]
    assert shaky.waiting() == []
    assert shaky.doubt_all(NOON) == 0
