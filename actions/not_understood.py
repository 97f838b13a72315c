"""A message that is not understood: once, another try with help; twice, a person."""

from actions.case_opening import open_case, what_is_known
from actions.house import House
from actions.pasted_evidence import read_pasted
from actions.speech import Reply
from actions.turn import Outcome, Turn, say


def act(turn: Turn, house: House) -> Outcome:
    """Ask again, or open a case after the second failure; a pasted notice is no failure, whatever it was taken for."""
    return read_pasted(turn, house) or _failed(turn, house)


def _failed(turn: Turn, house: House) -> Outcome:
    if turn.misses == 0:
        return say("choose_again" if turn.slot("requested_slot") else "not_understood")
    case = open_case(turn, house, "not_understood", what_is_known(turn, house))
    return Outcome((Reply("not_understood_twice", {"case": case.number}),), slots={"offered": None}, ends_form=True)
