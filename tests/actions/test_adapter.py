"""Between Rasa and the actions: what a turn is, what is sent back, and the plain answers that every action may need."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import bill, cancel, diagnose, open_case
from actions.adapter import Act, Adapted, all_actions, answer, misses, turn_of
from actions.house import House
from actions.turn import Turn
from tests.actions.house import (
    CONVERSATION,
    EVERY_ACT,
    NOW,
    ON_ITS_WAY,
    SYMPTOM,
    house,
    names,
    only_case,
    turn,
    two_payments,
)

HEARD = {"event": "user", "text": "…"}
SESSION = [{"event": "action", "name": "action_session_start"}, {"event": "session_started"}]
REJECTED = {"event": "action_execution_rejected", "name": "diagnosis_form"}


def said(reply: str) -> dict[str, Any]:
    """A reply as Rasa keeps it."""
    return {"event": "bot", "text": "…", "data": {"custom": {"reply": reply}, "buttons": None}}


def did(*replies: str) -> list[dict[str, Any]]:
    """A message and the replies that followed it, with what Rasa writes between them."""
    followed = [(said(each), {"event": "action", "name": "some_action"}, {"event": "slot"}) for each in replies]
    listening = {"event": "action", "name": "action_listen"}
    return [HEARD, *(event for pair in followed for event in pair), listening]


def tracker(message: dict[str, Any], events: Sequence[dict[str, Any]] = (), **slots: Any) -> Tracker:
    """What Rasa sends."""
    return Tracker(CONVERSATION, slots, message, list(events), False, None, {}, "action_listen")


MISS, ASKED_AGAIN = did("not_understood"), did("choose_again", "which_one")
BILL, ASKED = did("bill"), did("which_one")


@pytest.mark.parametrize(
    ("events", "count"),
    [
        pytest.param([], 0, id="nothing was said yet"),
        pytest.param([*SESSION, HEARD], 0, id="the first message"),
        pytest.param([*SESSION, *MISS, HEARD], 1, id="the one before"),
        pytest.param([*MISS, *MISS, HEARD], 2, id="two before"),
        pytest.param([*MISS, *BILL, HEARD], 0, id="a digression in between"),
        pytest.param([*BILL, *MISS, HEARD], 1, id="a digression before"),
        pytest.param([*ASKED, HEARD], 0, id="a question was asked"),
        pytest.param([*ASKED, *ASKED_AGAIN, HEARD, REJECTED], 1, id="an answer that did not fit"),
        pytest.param([*ASKED, *MISS, *did("explain_interest", "which_one"), HEARD], 0, id="a how-to in a form"),
        pytest.param([*MISS, HEARD, said("not_understood")], 1, id="this one is not counted"),
        pytest.param([*did("evidence_read"), HEARD], 0, id="a pasted notice that was read after all"),
        pytest.param([*did(), HEARD], 0, id="a message to which nothing could be said"),
        pytest.param([HEARD, {"event": "bot", "text": "…", "data": None}, HEARD], 0, id="words of somebody else"),
    ],
)
def test_the_messages_that_were_not_understood_are_counted_back(events: list[dict[str, Any]], count: int) -> None:
    """Without a slot that could be forgotten: the talk itself says how often."""
    assert misses(events) == count


def test_a_turn_is_what_was_said_pressed_and_remembered() -> None:
    """The language is a slot already and nothing that was given; a place travels as text."""
    message = {
        "intent": {"name": "choose"},
        "text": "the second one",
        "entities": [{"entity": "place", "value": 2}, {"entity": "language", "value": "en"}],
    }
    assert turn_of(tracker(message, [*MISS, HEARD], symptom=SYMPTOM, language="en")) == Turn(
        conversation=CONVERSATION,
        intent="choose",
        text="the second one",
        given={"place": "2"},
        slots={"symptom": SYMPTOM, "language": "en"},
        misses=1,
    )


def test_a_message_without_anything_is_a_turn() -> None:
    """As before the first one, or where the intent was not told."""
    assert turn_of(tracker({})) == Turn(CONVERSATION, "", "", {}, {"symptom": None})
    assert turn_of(tracker({"intent": {"name": None}, "text": None})).intent == ""


def test_a_trouble_that_there_is_no_more_is_forgotten() -> None:
    """A talk may be older than the causes: it must not fail, least of all when a person is asked for."""
    assert turn_of(tracker({}, symptom="purse_lost")).slot("symptom") is None


def test_every_act_of_the_folder_becomes_an_action(tmp_path: Path) -> None:
    """The folder is the register; only a form's validation keeps its file's name."""
    files = {path.stem for path in Path("actions").glob("*.py") if "\ndef act(" in path.read_text(encoding="utf-8")}
    assert {each for each, _ in EVERY_ACT} == files
    named = {each if each.startswith("validate_") else f"action_{each}" for each in files}
    assert {each.name() for each in all_actions(house(tmp_path))} == named


READS_THE_LEDGER = [
    (name, act)
    for name, act in EVERY_ACT
    if name in {"ask_subject", "bill", "diagnose", "limit", "reconsider", "validate_diagnosis_form"}
]


@pytest.mark.parametrize(("name", "act"), READS_THE_LEDGER)
def test_whoever_is_not_linked_is_told_how_to_be(tmp_path: Path, name: str, act: Act) -> None:
    """In the same words whether nobody is linked or somebody whom the books do not know; and no case is needed."""
    talk = turn(text="P1", symptom=SYMPTOM, subject="P1", offered=["P1"])
    for where in (house(tmp_path, ON_ITS_WAY, borrower=None), house(tmp_path, ON_ITS_WAY, borrower="b9")):
        outcome = answer(act, talk, where)
        assert (names(outcome), outcome.slots) == (["not_linked"], {})
        assert where.cases.of_conversation(CONVERSATION) == []


@pytest.mark.parametrize(("name", "act"), READS_THE_LEDGER)
def test_whose_proof_has_aged_is_asked_for_it_again(tmp_path: Path, name: str, act: Act) -> None:
    """In words of their own, which are the same whether or not the books know them."""
    talk = turn(text="P1", symptom=SYMPTOM, subject="P1", offered=["P1"])
    for number, borrower in enumerate(("b1", "b9")):
        (tmp_path / str(number)).mkdir()
        where = house(tmp_path / str(number), ON_ITS_WAY, borrower=borrower)
        late = replace(where, access=replace(where.access, clock=lambda: NOW + timedelta(minutes=31)))
        outcome = answer(act, talk, late)
        assert [(each.name, each.facts) for each in outcome.replies] == [("proof_aged", {})]
        assert outcome.slots == {}


@pytest.mark.parametrize(("name", "act"), READS_THE_LEDGER)
def test_where_the_ledger_is_away_it_goes_on_record(tmp_path: Path, name: str, act: Act) -> None:
    """Nothing is guessed; a person sees the question with its trouble."""
    where = house(tmp_path, away=True)
    outcome = answer(act, turn(text="P1", symptom=SYMPTOM, offered=["P1"]), where)
    case = only_case(where)
    assert [(each.name, each.facts) for each in outcome.replies] == [("ledger_unreachable", {"case": case.number})]
    assert (case.reason, case.queue, case.symptom) == ("ledger_unreachable", "posting", SYMPTOM)


async def ran(act: Act, where: House, sent: Tracker) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The messages and the events of an action run as the action server runs it."""
    dispatcher = CollectingDispatcher()
    events = await Adapted("action_some", act, where).run(dispatcher, sent, {})
    said = [{"response": each["response"], "facts": each["facts"]} for each in dispatcher.messages]
    return said, [{key: each[key] for key in ("event", "name", "value") if key in each} for each in events]


async def test_a_reply_goes_to_the_engine_as_name_and_facts(tmp_path: Path) -> None:
    """The engine asks for its words; nothing is said here."""
    said, events = await ran(diagnose.act, house(tmp_path, ON_ITS_WAY), tracker({}, symptom=SYMPTOM, subject="P1"))
    assert [each["response"] for each in said] == ["diagnosis"]
    assert said[0]["facts"]["entries"][1]["amount"] == {"$money": ["1030", "CNY"]}
    assert events == []


async def test_slots_and_the_end_of_a_form_are_events(tmp_path: Path) -> None:
    """The end of a form also clears what it asked for."""
    _, events = await ran(cancel.act, house(tmp_path), tracker({}))
    assert events == [
        {"event": "slot", "name": "symptom", "value": None},
        {"event": "slot", "name": "subject", "value": None},
        {"event": "slot", "name": "offered", "value": None},
        {"event": "active_loop", "name": None},
        {"event": "slot", "name": "requested_slot", "value": None},
    ]


async def test_two_conversations_are_answered_apart(tmp_path: Path) -> None:
    """What the tracker says of who is talking is all that counts."""
    where = house(tmp_path, two_payments())
    stranger = Tracker("c2", {"symptom": SYMPTOM}, {}, [], False, None, {}, None)
    assert [each["response"] for each in (await ran(bill.act, where, stranger))[0]] == ["not_linked"]
    assert [each["response"] for each in (await ran(bill.act, where, tracker({})))[0]] == ["bill"]
    await ran(open_case.act, where, stranger)
    assert where.cases.of_conversation(CONVERSATION) == []
