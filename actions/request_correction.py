"""The borrower asks for something in the books to be put right: a case with the diagnosis; people decide on it."""

from actions.case_opening import open_case, what_is_known
from actions.house import House
from actions.turn import Outcome, Turn, say


def act(turn: Turn, house: House) -> Outcome:
    """Open the case and say that nothing is changed before a person has looked at it."""
    known = what_is_known(turn, house)
    case = open_case(turn, house, "correction", known)
    return say("correction_requested", case=case.number, with_records=known is not None)
