"""Talk of another world: declined in a word; in the middle of a question it is an answer that does not fit."""

from actions import not_understood
from actions.house import House
from actions.pasted_evidence import read_pasted
from actions.turn import Outcome, Turn, say


def act(turn: Turn, house: House) -> Outcome:
    """Decline, or help with the question that is open."""
    if turn.slot("requested_slot"):
        return not_understood.act(turn, house)
    return read_pasted(turn, house) or say("out_of_scope")
