"""Files that were sent as proof: on record for a person, with what would help most."""

from pathlib import Path

import pytest

from actions.receive_evidence import act
from actions.turn import Turn
from tests.actions.house import CONVERSATION, NEVER_RECEIVED, SYMPTOM, house, only_case, replied, turn


@pytest.mark.parametrize(
    ("slots", "evidence"), [({"symptom": SYMPTOM, "subject": "P1"}, ["bank_record", "payment_screenshot"]), ({}, [])]
)
def test_what_was_sent_is_on_record_with_what_helps(tmp_path: Path, slots: dict[str, str], evidence: list[str]) -> None:
    """In the case of the trouble that is talked about; where there is none, nothing is asked for."""
    where = house(tmp_path, NEVER_RECEIVED)
    reply = replied(act, Turn(CONVERSATION, "send_file", slots=slots), where)
    assert (reply.name, reply.facts) == ("evidence_received", {"case": only_case(where).number, "evidence": evidence})
    assert (only_case(where).reason, only_case(where).borrower_id) == ("evidence", "b1")


def test_from_somebody_unknown_it_is_on_record_too(tmp_path: Path) -> None:
    """Nothing of any account is said, and a person can ask who it was."""
    where = house(tmp_path, NEVER_RECEIVED, borrower=None)
    assert replied(act, turn("send_file"), where).facts == {"case": only_case(where).number, "evidence": []}
    assert only_case(where).borrower_id is None
