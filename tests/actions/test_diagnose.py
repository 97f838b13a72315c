"""What is said of a trouble: what the ledger proves, that nothing is wrong, or that a person has to look."""

import json
from pathlib import Path

from actions.diagnose import act
from actions.note_symptom import NOTHING
from tests.actions.house import (
    ALL_WELL,
    NOTHING_PAID,
    ON_ITS_WAY,
    SYMPTOM,
    UNEXPLAINED,
    done,
    events,
    house,
    names,
    only_case,
    replied,
    turn,
    two_payments,
)


def test_what_is_found_is_said_with_its_entries(tmp_path: Path) -> None:
    """The payment itself comes first, then what the cause rests on; no case is needed."""
    where = house(tmp_path, ON_ITS_WAY)
    reply = replied(act, turn(symptom=SYMPTOM, subject="P1"), where)
    assert reply.name == "diagnosis"
    assert [each["cause"] for each in reply.facts["found"]] == ["in_clearing"]
    assert [each["reference"] for each in reply.facts["entries"]] == ["P1", "C1"]
    assert where.cases.of_conversation("c1") == []


def test_that_nothing_is_wrong_is_proved_as_well(tmp_path: Path) -> None:
    """With the entries that prove it."""
    reply = replied(act, turn(symptom=SYMPTOM, subject="P1"), house(tmp_path, ALL_WELL))
    assert reply.name == "diagnosis"
    assert [each["cause"] for each in reply.facts["found"]] == ["nothing_wrong"]
    assert "R1" in [each["reference"] for each in reply.facts["entries"]]


def test_what_is_not_explained_becomes_a_case_with_all_that_was_looked_at(tmp_path: Path) -> None:
    """Frozen as it was, for the books go on; the borrower gets the number."""
    where = house(tmp_path, UNEXPLAINED)
    reply = replied(act, turn(symptom=SYMPTOM, subject="P1"), where)
    case = only_case(where)
    assert (reply.name, reply.facts["case"]) == ("unexplained", case.number)
    assert (case.reason, case.queue, case.symptom, case.borrower_id) == ("unexplained", "posting", SYMPTOM, "b1")
    frozen = json.loads(case.diagnosis or "")
    assert (frozen["verdict"], frozen["subject"]["ref"], frozen["at"]) == (
        "unexplained",
        "P1",
        {"$moment": "2026-11-20T12:00:00+00:00"},
    )
    assert {each["cause"] for each in frozen["ruled_out"]} == set(reply.facts["ruled_out"])


def test_asked_again_it_is_still_one_case(tmp_path: Path) -> None:
    """Impatience must not fill the queue."""
    where = house(tmp_path, UNEXPLAINED)
    said = {replied(act, turn(symptom=SYMPTOM, subject="P1"), where).facts["case"] for _ in range(3)}
    assert said == {only_case(where).number}
    assert events(where) == [("unexplained", SYMPTOM)] * 3


def test_books_that_hold_nothing_say_so(tmp_path: Path) -> None:
    """And open no case: there may be nothing to look for."""
    where = house(tmp_path, NOTHING_PAID)
    assert names(done(act, turn(symptom=SYMPTOM, subject=NOTHING), where)) == ["nothing_to_ask_about"]
    assert where.cases.of_conversation("c1") == []


def test_without_a_trouble_it_asks_for_one(tmp_path: Path) -> None:
    """As after an old button."""
    assert names(done(act, turn(subject=NOTHING), house(tmp_path, ON_ITS_WAY))) == ["no_question_yet"]


def test_several_in_trouble_are_a_question_even_here(tmp_path: Path) -> None:
    """The ledger was away when the trouble was named, and is back: nobody has been asked yet."""
    outcome = done(act, turn(symptom=SYMPTOM, subject=NOTHING), house(tmp_path, two_payments()))
    assert names(outcome) == ["which_one"]
    assert outcome.slots == {"offered": ["P2", "P1"]}


def test_an_answer_is_never_about_another_one_than_was_named(tmp_path: Path) -> None:
    """An old button may name a payment that is no longer asked about, or one of another trouble."""
    gone = done(act, turn(symptom=SYMPTOM, subject="P7"), house(tmp_path, ON_ITS_WAY))
    of_another = done(act, turn(symptom="line_closed", subject="P1"), house(tmp_path, ON_ITS_WAY))
    assert [gone.slots, of_another.slots] == [{"offered": ["P1"]}, {"offered": ["L1"]}]
    assert names(gone) + names(of_another) == ["which_one", "which_one"]
