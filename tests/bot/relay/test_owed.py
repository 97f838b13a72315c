"""An answer that was promised for later: given once the engine is back, unless a person speaks there by then."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.relay.book import MOST_TRIES
from bot.relay.engine import TurnFailed
from bot.relay.messages import Said, Turn
from bot.relay.owners import Owners
from bot.relay.relay import Relay
from tests.bot.relay.fakes import NOON, FakeEngine, begin, chat_book, clock, relay, sorry, texts, typed


class Sleepy(FakeEngine):
    """An engine that is away until somebody wakes it."""

    awake = False

    async def ask(self, turn: Turn) -> Sequence[Said]:
        """The answer, once it is awake."""
        if not self.awake:
            raise TurnFailed("away")
        return await super().ask(turn)

    async def is_ready(self) -> bool:
        """Whether somebody has."""
        return self.awake


def home_of(folder: Path, engine: FakeEngine) -> Relay:
    """A relay that looks for its engine all the time."""
    return Relay(chat_book(folder), engine, sorry, clock, pause_seconds=0, look_seconds=0.01)


async def until_said(home: Relay, conversation: str, count: int) -> list[str]:
    """What was said, once it is so much."""
    async with asyncio.timeout(5):
        while len(said := texts(home.book.since(conversation, 0))) < count:
            await asyncio.sleep(0.01)
    return said


async def test_it_is_given_when_the_engine_is_back_and_in_order(tmp_path: Path) -> None:
    """Each line is apologised for at once, and answered once."""
    engine = Sleepy()
    home = home_of(tmp_path, engine)
    conversation = begin(home.book)
    for number in (1, 2):
        await home.take(typed(conversation, number))
    assert await until_said(home, conversation, 2) == ["sorry about line 1", "sorry about line 2"]
    engine.awake = True
    said = await until_said(home, conversation, 4)
    assert said[2:] == ["heard line 1", "heard line 2"]
    await asyncio.sleep(0.05)
    assert texts(home.book.since(conversation, 0)) == said
    assert home.book.owed() == []


async def test_it_comes_before_what_was_said_since(tmp_path: Path) -> None:
    """Also where the engine is back and nobody has looked yet: answers come in the order of what was said."""
    engine = Sleepy()
    home = Relay(chat_book(tmp_path), engine, sorry, clock, pause_seconds=0, look_seconds=60)
    conversation = begin(home.book)
    await home.take(typed(conversation, 1))
    await home.settled(conversation)
    engine.awake = True
    await home.take(typed(conversation, 2))
    await home.settled(conversation)
    assert texts(home.book.since(conversation, 0)) == ["sorry about line 1", "heard line 1", "heard line 2"]


async def test_an_engine_that_is_known_to_be_away_is_not_asked(tmp_path: Path) -> None:
    """Waited for, it could come back and answer this line before the one it owes."""

    class Counting(Sleepy):
        tries = 0

        async def ask(self, turn: Turn) -> Sequence[Said]:
            self.tries += 1
            return await super().ask(turn)

    engine = Counting()
    home = Relay(chat_book(tmp_path), engine, sorry, clock, pause_seconds=0, look_seconds=60)
    conversation = begin(home.book)
    for number in (1, 2):
        await home.take(typed(conversation, number))
        await home.settled(conversation)
    assert texts(home.book.since(conversation, 0)) == ["sorry about line 1", "sorry about line 2"]
    assert engine.tries == 2


async def test_it_is_not_given_when_a_person_speaks_by_then(tmp_path: Path) -> None:
    """They have read the line, and the bot would talk over them."""
    engine = Sleepy()
    home = home_of(tmp_path, engine)
    conversation = begin(home.book)
    await home.take(typed(conversation, 1))
    await until_said(home, conversation, 1)
    assert Owners(home.book.engine).take_over(conversation, "anna", NOON)
    engine.awake = True
    async with asyncio.timeout(5):
        while home.book.owed():
            await asyncio.sleep(0.01)
    assert texts(home.book.since(conversation, 0)) == ["sorry about line 1"]
    assert engine.asked == []


async def test_a_line_that_no_engine_can_answer_is_left_to_the_case(tmp_path: Path) -> None:
    """It was tried often enough, the borrower has one apology, and what comes after it is answered."""

    class Choking(FakeEngine):
        async def ask(self, turn: Turn) -> Sequence[Said]:
            self.asked.append(turn)
            if turn.text == "line 1":
                raise TurnFailed("it chokes on this")
            return [Said("fine", None, {})]

    engine = Choking()
    home = home_of(tmp_path, engine)
    conversation = begin(home.book)
    await home.take(typed(conversation, 1))
    async with asyncio.timeout(5):
        while home.book.owed() or home.book.waiting():
            await asyncio.sleep(0.01)
    await home.take(typed(conversation, 2))
    assert await until_said(home, conversation, 2) == ["sorry about line 1", "fine"]
    assert len([each for each in engine.asked if each.text == "line 1"]) == 2 * MOST_TRIES


async def test_what_was_owed_when_the_process_ended_is_given_by_the_next(tmp_path: Path) -> None:
    """The promise outlives whoever made it."""
    home = relay(tmp_path, Sleepy())
    conversation = begin(home.book)
    await home.take(typed(conversation, 1))
    await home.settled(conversation)
    later = relay(tmp_path, FakeEngine())
    await later.resume()
    assert await until_said(later, conversation, 2) == ["sorry about line 1", "heard line 1"]


async def test_a_person_who_takes_over_in_mid_turn_is_not_talked_over(tmp_path: Path) -> None:
    """The owner is looked at again when the answer is there."""

    class Slow(FakeEngine):
        async def ask(self, turn: Turn) -> Sequence[Said]:
            assert owners.take_over(conversation, "anna", NOON)
            return await super().ask(turn)

    home = relay(tmp_path, Slow())
    owners = Owners(home.book.engine)
    conversation = begin(home.book)
    await home.take(typed(conversation, 1))
    await home.settled(conversation)
    assert texts(home.book.since(conversation, 0)) == []
    assert home.book.waiting() == []


@pytest.mark.parametrize("left", [1, 3])
async def test_what_is_said_to_a_person_is_not_answered_by_the_bot_afterwards(tmp_path: Path, left: int) -> None:
    """Handed back, the bot goes on with what comes next."""
    engine = FakeEngine()
    home = relay(tmp_path, engine)
    owners = Owners(home.book.engine)
    conversation = begin(home.book)
    owners.take_over(conversation, "anna", NOON)
    for number in range(left):
        await home.take(typed(conversation, number))
    await home.settled(conversation)
    assert owners.hand_back(conversation, "anna", NOON)
    await home.take(typed(conversation, 9))
    await home.settled(conversation)
    assert texts(home.book.since(conversation, 0)) == ["heard line 9"]
