"""Proof: what was pasted is read; otherwise what would help, and the case that it belongs to."""

from actions.case_opening import evidence_for, open_case, what_is_known
from actions.house import House
from actions.pasted_evidence import read_pasted
from actions.turn import Outcome, Turn, say

USUAL = "bank_record"


def act(turn: Turn, house: House) -> Outcome:
    """Read what was pasted; otherwise list what the causes that were found ask for, or what usually helps."""
    return read_pasted(turn, house) or _checklist(turn, house)


def _checklist(turn: Turn, house: House) -> Outcome:
    known = what_is_known(turn, house)
    case = open_case(turn, house, "evidence", known)
    return say("evidence_wanted", case=case.number, evidence=evidence_for(known) or [USUAL])
