"""Talk of another world: declined in a word; in the middle of a question it is an answer that does not fit."""

from actions import not_understood
from actions.house import House
from actions.turn import Outcome, Turn, say


def act(turn: Turn, house: House) -> Outcome:
    """Decline, or help with the question that is open."""
    return not_understood.act(turn, house) if turn.slot("requested_slot") else say("out_of_scope")
