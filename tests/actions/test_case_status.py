"""What became of a case: the borrower's own, whichever way they came; the conversation's, for nobody."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from actions.adapter import answer
from actions.case_status import MOST_CASES, act
from actions.house import House
from servicing.cases.case import Case, Reason, new_number
from tests.actions.house import CONVERSATION, NOW, SYMPTOM, house, names, replied, turn, words
from tests.small_ledger import changed


def opened(where: House, conversation: str, borrower: str | None, reason: Reason = "human", hours: int = 0) -> str:
    """A case that was opened some hours ago; its number."""
    at = NOW - timedelta(hours=hours)
    case = Case(new_number(), conversation, borrower, reason, "general", SYMPTOM, "zh", "open", at, None)
    return where.cases.open(case).number


def told(where: House) -> list[dict[str, Any]]:
    """The cases that the conversation is told of."""
    cases: list[dict[str, Any]] = replied(act, turn("ask_case_status"), where).facts["cases"]
    return cases


def test_a_borrower_is_told_of_every_case_the_latest_first(tmp_path: Path) -> None:
    """Also of one from another channel; with what it is about and since when."""
    where = house(tmp_path)
    older, newer = opened(where, "phone", "b1", "complaint", hours=3), opened(where, CONVERSATION, "b1", hours=1)
    opened(where, "else", "b2")
    assert [each["number"] for each in told(where)] == [newer, older]
    assert told(where)[1] == {
        "number": older,
        "state": "open",
        "opened_at": {"$moment": "2026-11-20T09:00:00+00:00"},
        "reason": "complaint",
        "symptom": SYMPTOM,
    }


def test_nobody_is_told_of_the_conversation_alone(tmp_path: Path) -> None:
    """It opened the case itself, so it may know; of any borrower's it may not."""
    where = house(tmp_path, borrower=None)
    own = opened(where, CONVERSATION, None)
    opened(where, "else", "b1")
    opened(where, "else too", None)
    assert [each["number"] for each in told(where)] == [own]


def test_what_was_opened_before_the_borrower_was_known_is_not_lost(tmp_path: Path) -> None:
    """A person was asked for first, the proof came later."""
    where = house(tmp_path, borrower=None)
    own = opened(where, CONVERSATION, None)
    opened(where, "else", None)
    where.access.link(CONVERSATION, "b1", NOW)
    assert [each["number"] for each in told(where)] == [own]


@pytest.mark.parametrize("ending", ["aged", "unlinked"])
def test_a_case_of_a_borrower_is_not_told_once_the_proof_is_gone(tmp_path: Path, ending: str) -> None:
    """Whoever has the telephone by then may be somebody else; what was opened for nobody says nothing of anybody."""
    where = house(tmp_path)
    opened(where, CONVERSATION, "b1")
    if ending == "aged":
        later = replace(where.access, clock=lambda: NOW + timedelta(hours=1))
        assert names(answer(act, turn("ask_case_status"), replace(where, access=later))) == ["proof_aged"]
    else:
        where.access.unlink(CONVERSATION)
        own = opened(where, CONVERSATION, None)
        assert [each["number"] for each in told(where)] == [own]


def test_without_a_case_that_is_said(tmp_path: Path) -> None:
    """And a person is offered."""
    assert told(house(tmp_path)) == []


def test_no_more_are_told_than_can_be_read(tmp_path: Path) -> None:
    """The latest ones."""
    where = house(tmp_path)
    numbers = [opened(where, f"talk {hours}", "b1", hours=hours) for hours in range(MOST_CASES + 1)]
    assert [each["number"] for each in told(where)] == numbers[:MOST_CASES]


def test_the_time_is_the_borrowers_own(tmp_path: Path) -> None:
    """A borrower in Berlin reads their own clock; with the ledger away the case is told all the same."""
    berlin = {"borrowers": {"b1": {"called": "Lin", "language": "en", "time_zone": "Europe/Berlin"}}}
    where = house(tmp_path, changed({}, berlin))
    opened(where, CONVERSATION, "b1")
    assert "20 Nov, 13:00" in words(replied(act, turn(), where), "en")
    away = replace(where, door=house(tmp_path, away=True).door)
    assert "20 Nov, 20:00" in words(replied(act, turn(), away), "en")
