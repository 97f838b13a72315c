"""A person is wanted, a complaint or a hardship is brought: on record at once, with what is known."""

import json
from pathlib import Path
from typing import Any

import pytest

from actions.open_case import act
from tests.actions.house import NOW, ON_ITS_WAY, SYMPTOM, done, events, house, only_case, replied, turn


@pytest.mark.parametrize(
    ("intent", "reason", "queue"),
    [
        ("human", "human", "general"),
        ("complaint", "complaint", "complaint"),
        ("request_extension", "hardship", "hardship"),
        ("something_new", "human", "general"),
    ],
)
def test_a_case_is_opened_for_its_reason(tmp_path: Path, intent: str, reason: str, queue: str) -> None:
    """Complaints and hardships have people of their own; the borrower gets the number."""
    where = house(tmp_path)
    reply = replied(act, turn(intent, language="en"), where)
    case = only_case(where)
    assert (reply.name, reply.facts) == ("case_opened", {"case": case.number, "reason": reason})
    assert (case.reason, case.queue, case.state, case.language) == (reason, queue, "open", "en")
    assert (case.opened_at, case.borrower_id) == (NOW, "b1")


def test_a_running_question_ends_with_it(tmp_path: Path) -> None:
    """Whoever asks for a person is not asked which payment."""
    outcome = done(act, turn("human", symptom=SYMPTOM, offered=["P1"]), house(tmp_path, ON_ITS_WAY))
    assert (outcome.ends_form, outcome.slots) == (True, {"offered": None})


def test_the_person_gets_what_is_known_of_the_trouble(tmp_path: Path) -> None:
    """So that the borrower need not tell it again; it goes to those who know about it."""
    where = house(tmp_path, ON_ITS_WAY)
    done(act, turn("human", symptom=SYMPTOM, subject="P1"), where)
    case = only_case(where)
    found = json.loads(case.diagnosis or "")["found"]
    assert (case.queue, case.symptom, [each["cause"] for each in found]) == ("posting", SYMPTOM, ["in_clearing"])


def test_a_second_request_is_added_to_the_same_case(tmp_path: Path) -> None:
    """One conversation, one number; the new reason, with its trouble, stands beside the old one."""
    where = house(tmp_path, ON_ITS_WAY)
    first = replied(act, turn("human"), where)
    second = replied(act, turn("complaint", symptom=SYMPTOM, subject="P1"), where)
    assert first.facts["case"] == second.facts["case"] == only_case(where).number
    assert (only_case(where).reason, second.facts["reason"]) == ("human", "complaint")
    assert events(where) == [("human", None), ("complaint", SYMPTOM)]


@pytest.mark.parametrize("slots", [{}, {"symptom": SYMPTOM}, {"symptom": SYMPTOM, "subject": "P1"}])
def test_a_person_can_be_reached_without_a_borrower_or_a_ledger(tmp_path: Path, slots: dict[str, Any]) -> None:
    """The case then holds no diagnosis, and no borrower where nobody is proved."""
    for number, (borrower, away) in enumerate([(None, False), ("b9", False), ("b1", True)]):
        (tmp_path / str(number)).mkdir()
        where = house(tmp_path / str(number), ON_ITS_WAY, borrower=borrower, away=away)
        assert replied(act, turn("human", **slots), where).name == "case_opened"
        assert (only_case(where).borrower_id, only_case(where).diagnosis) == (borrower, None)
