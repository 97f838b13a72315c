"""A message is answered once by the real engine, however often it comes; a turn that failed leaves no trace."""

import asyncio
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.relay.engine_record import EngineRecord
from tests.bot.engine.engine_house import Answer, Process, ask, breakable_house, record
from tests.conversations.house import RealHouse

pytestmark = pytest.mark.engine

Breakable = tuple[RealHouse, Process, Process]


def press(intent: str, **given: str) -> dict[str, Any]:
    """A pressed button, in a conversation of its own."""
    return {"id": uuid.uuid4().hex, "conversation": uuid.uuid4().hex, "press": intent, "given": given}


def once(answer: Answer) -> Answer:
    """The same answer as it comes when it is asked for again."""
    return {**answer, "repeated": True}


def times_asked(house: RealHouse, turn: dict[str, Any]) -> int:
    """How often the message stands in its conversation."""
    return sum(each.get("message_id") == turn["id"] for each in record(house, turn["conversation"]))


@contextmanager
def changed(house: RealHouse, first: str, then: str) -> Iterator[None]:
    """One statement in the engine's own store before the block, another after it."""
    with closing(sqlite3.connect(house.tracker_file, isolation_level=None)) as connection:
        connection.execute(first)
        try:
            yield
        finally:
            connection.execute(then)


@pytest.fixture(scope="module")
def breakable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Breakable]:
    """Only the engine is started: its action server is away until a test brings it."""
    home: Path = tmp_path_factory.mktemp("breakable")
    with breakable_house(home) as (house, engine, actions):
        engine.start()
        yield house, engine, actions


async def test_a_message_that_comes_again_gets_the_same_answer(house: RealHouse) -> None:
    """Also when others were answered since; nothing is added to the conversation."""
    first = press("greet", language="en")
    typed = {"id": uuid.uuid4().hex, "conversation": first["conversation"], "text": "/why is my limit lower"}
    answers = [await ask(house, first), await ask(house, typed)]
    assert [(each["complete"], each["repeated"]) for each in answers] == [(True, False)] * 2
    assert answers[0]["replies"][0]["buttons"] != []
    before = record(house, first["conversation"])
    assert [await ask(house, each) for each in (first, typed)] == [once(each) for each in answers]
    assert record(house, first["conversation"]) == before


async def test_the_same_id_in_another_conversation_is_another_message(house: RealHouse) -> None:
    """Nobody is told what somebody else was told."""
    mine = press("greet", language="en")
    yours = {**press("thanks", language="zh"), "id": mine["id"]}
    await ask(house, mine)
    answer = await ask(house, yours)
    assert ([each["reply"] for each in answer["replies"]], answer["repeated"]) == (["thanks"], False)


async def test_a_message_that_comes_twice_at_once_is_answered_once(house: RealHouse) -> None:
    """Whichever is first runs; the others wait for it."""
    turn = press("payment_not_credited", language="en")
    answers = await asyncio.gather(*(ask(house, turn) for _ in range(5)))
    assert sorted(each["repeated"] for each in answers) == [False, True, True, True, True]
    assert all(each["replies"] == answers[0]["replies"] != [] for each in answers)
    assert times_asked(house, turn) == 1


async def test_a_conversation_is_erased_whole_and_no_other(house: RealHouse) -> None:
    """Once more finds nothing; who speaks in it again begins anew."""
    mine, yours = press("greet", language="zh"), press("greet", language="en")
    for each in (mine, yours):
        await ask(house, each)
    before, others = record(house, mine["conversation"]), record(house, yours["conversation"])
    async with httpx.AsyncClient(base_url=house.settings.engine_url, trust_env=False) as client:
        answers = [(await client.delete(f"/webhooks/turns/record/{mine['conversation']}")).json() for _ in range(2)]
        assert await EngineRecord(client).erase(mine["conversation"])
    assert answers == [{"erased": len(before)}, {"erased": 0}]
    assert len(before) > 0
    assert (record(house, mine["conversation"]), record(house, yours["conversation"])) == ([], others)
    answer = await ask(house, mine)
    assert (answer["complete"], answer["repeated"]) == (True, False)


@pytest.mark.parametrize("broken", [{"id": "", "press": "greet"}, {"conversation": None}, {"press": "", "text": 7}])
async def test_a_turn_without_its_parts_is_refused(house: RealHouse, broken: dict[str, Any]) -> None:
    """With a reason, and before anything happens."""
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        await ask(house, {**press("greet"), **broken})


async def test_a_turn_that_failed_leaves_no_trace_and_is_answered_at_the_next_try(breakable: Breakable) -> None:
    """The action server was away: not even the language that was noticed stays, until the turn is whole."""
    house, _, actions = breakable
    greeting = press("greet", language="en")
    await ask(house, greeting)
    before = record(house, greeting["conversation"])
    turn = {"id": "2", "conversation": greeting["conversation"], "text": "我还了款但是没到账"}
    failed = await ask(house, turn)
    assert (failed["complete"], failed["faults"] != []) == (False, True)
    assert record(house, turn["conversation"]) == before
    actions.start()
    answer = await ask(house, turn)
    assert (answer["complete"], answer["repeated"], answer["replies"][0]["language"]) == (True, False, "zh")
    after = record(house, turn["conversation"])
    assert after[: len(before)] == before
    assert times_asked(house, turn) == 1
    assert await ask(house, turn) == once(answer)
    assert record(house, turn["conversation"]) == after


async def test_a_conversation_that_cannot_be_read_is_not_begun_anew(breakable: Breakable) -> None:
    """Rasa itself would take the borrower for somebody it has never seen, and go on."""
    house, _, _ = breakable
    greeting = press("greet", language="en")
    await ask(house, greeting)
    before = record(house, greeting["conversation"])
    turn = {**press("thanks"), "conversation": greeting["conversation"]}
    with changed(house, "ALTER TABLE events RENAME TO away", "ALTER TABLE away RENAME TO events"):
        failed = await ask(house, turn)
    assert (failed["complete"], failed["replies"], failed["faults"] != []) == (False, [], True)
    assert record(house, turn["conversation"]) == before
    answer = await ask(house, turn)
    assert (answer["complete"], answer["repeated"], answer["replies"][0]["language"]) == (True, False, "en")


async def test_an_answer_that_could_not_be_kept_is_not_given(breakable: Breakable) -> None:
    """The store could be read but not written: whoever asks again would be answered twice."""
    house, _, _ = breakable
    turn = press("greet", language="en")
    with changed(house, "BEGIN IMMEDIATE", "ROLLBACK"):
        failed = await ask(house, turn)
    assert (failed["complete"], failed["faults"] != []) == (False, True)
    assert record(house, turn["conversation"]) == []
    answer = await ask(house, turn)
    assert (answer["complete"], answer["repeated"]) == (True, False)
    assert times_asked(house, turn) == 1


async def test_who_goes_away_in_the_middle_of_a_turn_finds_its_answer_later(breakable: Breakable) -> None:
    """What the actions did stays done, so the turn is brought to its end; it is not run a second time."""
    house, _, actions = breakable
    turn = press("payment_not_credited", language="en")
    with actions.standing_still(), pytest.raises(httpx.ReadTimeout):
        await ask(house, turn, seconds=1)
    answer = await ask(house, turn)
    assert (answer["complete"], answer["repeated"]) == (True, True)
    assert times_asked(house, turn) == 1


async def test_an_engine_killed_in_the_middle_of_a_turn_answers_it_when_it_is_back(breakable: Breakable) -> None:
    """Nothing of the half turn was kept, so the message is answered then, and once."""
    house, engine, actions = breakable
    turn = press("payment_not_credited", language="en")
    with actions.standing_still():
        asking = asyncio.create_task(ask(house, turn))
        await asyncio.sleep(1)
        engine.kill()
        with pytest.raises(httpx.TransportError):
            await asking
    assert record(house, turn["conversation"]) == []
    await asyncio.to_thread(engine.start)
    answer = await ask(house, turn)
    assert (answer["complete"], answer["repeated"]) == (True, False)
    assert await ask(house, turn) == once(answer)
    assert times_asked(house, turn) == 1
