"""What proof would help, and the case that it belongs to."""

from pathlib import Path

import pytest

from actions.list_evidence import act
from actions.note_symptom import NOTHING
from tests.actions.house import NEVER_RECEIVED, ON_ITS_WAY, SYMPTOM, house, only_case, replied, turn


def test_the_causes_say_what_would_help(tmp_path: Path) -> None:
    """And the case number says where it belongs."""
    where = house(tmp_path, NEVER_RECEIVED)
    reply = replied(act, turn("submit_evidence", symptom=SYMPTOM, subject="P1"), where)
    assert (reply.name, reply.facts) == (
        "evidence_wanted",
        {"case": only_case(where).number, "evidence": ["bank_record", "payment_screenshot"]},
    )
    assert only_case(where).reason == "evidence"


@pytest.mark.parametrize("subject", [None, NOTHING, "P1"])
def test_otherwise_what_usually_helps_is_asked_for(tmp_path: Path, subject: str | None) -> None:
    """A payment still on its way wants no proof, and where nothing is known the bank's record is the best there is."""
    where = house(tmp_path, ON_ITS_WAY)
    assert replied(act, turn(symptom=SYMPTOM, subject=subject), where).facts["evidence"] == ["bank_record"]


@pytest.mark.parametrize(("borrower", "away"), [(None, False), ("b9", False), ("b1", True)])
def test_without_a_borrower_or_a_ledger_it_still_says_what_usually_helps(
    tmp_path: Path, borrower: str | None, away: bool
) -> None:
    """A case that was opened must not be left without its number being told."""
    where = house(tmp_path, NEVER_RECEIVED, borrower=borrower, away=away)
    reply = replied(act, turn(symptom=SYMPTOM, subject="P1"), where)
    assert reply.facts == {"case": only_case(where).number, "evidence": ["bank_record"]}
