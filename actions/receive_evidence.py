"""Files that were sent as proof: put on record for a person, whatever was being talked about."""

from actions.case_opening import evidence_for, open_case, what_is_known
from actions.house import House
from actions.turn import Outcome, Turn, say


def act(turn: Turn, house: House) -> Outcome:
    """Say that they are here and under which number, and what would help with the trouble that is talked about."""
    known = what_is_known(turn, house)
    case = open_case(turn, house, "evidence", known)
    return say("evidence_received", case=case.number, evidence=evidence_for(known))
