"""Proof: what was pasted is read; otherwise what would help, and the case that it belongs to."""

from actions.case_opening import open_case, what_is_known
from actions.house import House
from actions.note_symptom import NOTHING
from actions.pasted_evidence import read_pasted
from actions.turn import Outcome, Turn, say
from servicing.diagnosis.diagnose import diagnose
from servicing.errors import LedgerUnreachable, NotProven, UnknownBorrower

USUAL = ("bank_record",)


def act(turn: Turn, house: House) -> Outcome:
    """Read what was pasted; otherwise list what the causes that were found ask for, or what usually helps."""
    return read_pasted(turn, house) or _checklist(turn, house)


def _checklist(turn: Turn, house: House) -> Outcome:
    case = open_case(turn, house, "evidence", turn.slot("symptom"), what_is_known(turn, house))
    return say("evidence_wanted", case=case.number, evidence=list(_wanted(turn, house) or USUAL))


def _wanted(turn: Turn, house: House) -> dict[str, None]:
    symptom, subject = turn.slot("symptom"), turn.slot("subject")
    if symptom is None or subject == NOTHING:
        return {}
    try:
        diagnosis = diagnose(house.setting(turn.conversation), symptom, subject)
    except (NotProven, UnknownBorrower, LedgerUnreachable):
        return {}
    return dict.fromkeys(code for found in diagnosis.found for code in found.evidence)
