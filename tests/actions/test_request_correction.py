"""A correction is asked for: on record for people, who alone decide."""

from pathlib import Path

from actions.request_correction import act
from tests.actions.house import ON_ITS_WAY, SYMPTOM, house, only_case, replied, turn, words


def test_the_request_goes_on_record_with_the_diagnosis(tmp_path: Path) -> None:
    """Nothing is promised but that somebody looks."""
    where = house(tmp_path, ON_ITS_WAY)
    reply = replied(act, turn("request_correction", symptom=SYMPTOM, subject="P1"), where)
    case = only_case(where)
    assert (reply.name, reply.facts) == ("correction_requested", {"case": case.number, "with_records": True})
    assert (case.reason, case.queue) == ("correction", "posting")
    assert case.diagnosis


def test_records_are_said_to_be_attached_only_where_they_are(tmp_path: Path) -> None:
    """Before anybody has said who they are there are none."""
    nobody = replied(act, turn("request_correction", symptom=SYMPTOM), house(tmp_path, borrower=None))
    assert nobody.facts["with_records"] is False
    assert "attached" not in words(nobody, "en")
