"""The relay: every line is answered once, in order, one at a time per conversation, whatever fails."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.relay.book import ChatBook
from bot.relay.engine import TurnFailed
from bot.relay.messages import Said, Turn
from bot.relay.relay import Relay
from bot.voice.button import Button
from tests.bot.relay.fakes import NOON, FakeEngine, begin, chat_book, clock, following, relay, said, sorry, texts, typed


async def test_lines_are_answered_in_order_and_one_at_a_time(tmp_path: Path) -> None:
    """The engine drops what comes while a turn runs, so it never sees two of one conversation."""
    engine = FakeEngine()
    home = relay(tmp_path, engine)
    conversation = begin(home.book)
    await asyncio.gather(*(home.take(typed(conversation, number)) for number in range(5)))
    await home.settled(conversation)
    assert engine.most_at_once == {conversation: 1}
    lines = home.book.since(conversation, 0)
    assert texts(lines) == [f"heard {text}" for text in texts(lines, "in")]


async def test_two_conversations_go_side_by_side(tmp_path: Path) -> None:
    """Nobody waits for a stranger."""
    engine = FakeEngine()
    home = relay(tmp_path, engine)
    both = [begin(home.book, address) for address in "ab"]
    for conversation in both:
        await home.take(typed(conversation, 1))
    for conversation in both:
        await home.settled(conversation)
        assert texts(home.book.since(conversation, 0)) == ["heard line 1"]
    assert engine.most_conversations == 2


async def test_a_repeated_id_is_answered_once(tmp_path: Path) -> None:
    """A page that sends again must not get a second case."""
    engine = FakeEngine()
    home = relay(tmp_path, engine)
    conversation = begin(home.book)
    taken = [await home.take(typed(conversation, 1)) for _ in range(3)]
    await home.settled(conversation)
    assert taken == [True, False, False]
    assert len(engine.asked) == 1


async def test_a_turn_that_fails_once_is_tried_again(tmp_path: Path) -> None:
    """A hiccup of the engine is nobody's business."""
    home = relay(tmp_path, FakeEngine(TurnFailed("hiccup"), [said("better")]))
    conversation = begin(home.book)
    await home.take(typed(conversation, 1))
    await home.settled(conversation)
    assert texts(home.book.since(conversation, 0)) == ["better"]


async def test_a_turn_that_fails_twice_ends_in_an_apology_and_the_next_is_answered(tmp_path: Path) -> None:
    """The borrower is told; what they say next has its own chance."""
    home = relay(tmp_path, FakeEngine(TurnFailed("one"), TurnFailed("two")))
    conversation = begin(home.book)
    for number in (1, 2):
        await home.take(typed(conversation, number))
    await home.settled(conversation)
    assert texts(home.book.since(conversation, 0)) == ["sorry about line 1", "heard line 2"]


async def test_an_engine_that_never_answers_ends_in_an_apology(tmp_path: Path) -> None:
    """However the tries and their pauses add up, a borrower is not left waiting."""

    class Silent(FakeEngine):
        async def ask(self, turn: Turn) -> Sequence[Said]:
            await asyncio.Event().wait()
            return []

    home = Relay(chat_book(tmp_path), Silent(), sorry, clock, within_seconds=0.05)
    conversation = begin(home.book)
    await home.take(typed(conversation, 1))
    await home.settled(conversation)
    assert texts(home.book.since(conversation, 0)) == ["sorry about line 1"]


async def test_what_was_left_unanswered_is_answered_by_resume(tmp_path: Path) -> None:
    """A process that dies after keeping a line owes an answer."""
    home = relay(tmp_path, FakeEngine())
    conversation = begin(home.book)
    home.book.keep(typed(conversation, 1), NOON)
    later = relay(tmp_path, FakeEngine())
    await later.resume()
    await later.settled(conversation)
    assert texts(later.book.since(conversation, 0)) == ["heard line 1"]
    assert later.book.waiting() == []


async def test_who_listens_hears_every_line_once_and_in_order(tmp_path: Path) -> None:
    """Old lines first, then new ones as they come."""
    home = relay(tmp_path, FakeEngine())
    conversation = begin(home.book)
    await home.take(typed(conversation, 1))
    await home.settled(conversation)
    async with following(home, conversation) as heard:
        await home.take(typed(conversation, 2))
        await home.settled(conversation)
        async with asyncio.timeout(5):
            while len(heard) < 4:
                await asyncio.sleep(0.01)
    assert heard == home.book.since(conversation, 0)


async def test_silence_is_told_too(tmp_path: Path) -> None:
    """A stream without a sign of life would be closed on the way."""
    home = relay(tmp_path, FakeEngine())
    stream = home.follow(begin(home.book), 0, patience=0.01)
    assert await anext(stream) is None


async def test_a_hidden_press_is_answered(tmp_path: Path) -> None:
    """The greeting comes without anybody having said anything."""
    engine = FakeEngine([said("hello")])
    home = relay(tmp_path, engine)
    conversation = begin(home.book)
    await home.press(conversation, Button("", "start", {"language": "en"}))
    await home.settled(conversation)
    assert [each.pressed for each in engine.asked] == [Button("", "start", {"language": "en"})]
    assert texts(home.book.since(conversation, 0)) == ["hello"]


class _Shaky(ChatBook):
    """A book whose database is away the first time that a turn is asked for."""

    failures = 1

    def next_turn(self, conversation: str, now: datetime, *, owed: bool = False) -> Turn | None:
        """The next turn, once the database is back."""
        if self.failures:
            self.failures -= 1
            raise OperationalError("select", None, ConnectionError("away"))
        return super().next_turn(conversation, now, owed=owed)


async def test_a_database_that_was_away_delays_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is in the book already; the worker tries again."""
    monkeypatch.setattr("bot.relay.workers.DATABASE_PAUSE_SECONDS", 0.01)
    home = Relay(chat_book(tmp_path, _Shaky), FakeEngine(), sorry, clock)
    conversation = begin(home.book)
    await home.take(typed(conversation, 1))
    await home.settled(conversation)
    assert texts(home.book.since(conversation, 0)) == ["heard line 1"]


async def test_what_was_kept_as_the_database_went_away_is_passed_on(tmp_path: Path) -> None:
    """Nobody knows whether the answer is in the book; where it is, somebody has to send it."""
    heard: list[str] = []

    class Kept(ChatBook):
        def answer(self, turn: Turn, replies: Sequence[Said], at: datetime) -> bool:
            super().answer(turn, replies, at)
            heard.clear()
            raise OperationalError("commit", None, ConnectionError("away"))

    home = Relay(chat_book(tmp_path, Kept), FakeEngine(), sorry, clock, said=heard.append)
    conversation = begin(home.book)
    await home.take(typed(conversation, 1))
    async with asyncio.timeout(5):
        while not texts(home.book.since(conversation, 0)) or not heard:
            await asyncio.sleep(0.01)
    assert heard == [conversation]


async def test_a_fault_of_our_own_does_not_silence_a_conversation(tmp_path: Path) -> None:
    """The next line gets a new worker, and with it the one that was left."""
    faults = [LookupError("no such word")]

    def apologise(turn: Turn) -> Said:
        if faults:
            raise faults.pop()
        return sorry(turn)

    home = relay(tmp_path, FakeEngine(*[TurnFailed("away")] * 4), apologise)
    conversation = begin(home.book)
    await home.take(typed(conversation, 1))
    await home.settled(conversation)
    assert texts(home.book.since(conversation, 0)) == []
    await home.take(typed(conversation, 2))
    await home.settled(conversation)
    assert texts(home.book.since(conversation, 0)) == ["sorry about line 1", "heard line 2"]


async def test_who_gives_up_waiting_does_not_stop_the_answering(tmp_path: Path) -> None:
    """A request that is cut off must not take the answer with it."""
    home = relay(tmp_path, FakeEngine())
    conversation = begin(home.book)
    await home.take(typed(conversation, 1))
    waiting = asyncio.create_task(home.settled(conversation))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await home.settled(conversation)
    assert texts(home.book.since(conversation, 0)) == ["heard line 1"]
