"""The borrower leaves the question: nothing of it is kept."""

from actions.house import House
from actions.speech import Reply
from actions.turn import Outcome, Turn


def act(turn: Turn, house: House) -> Outcome:
    """Forget what was asked and end the form."""
    slots = {"symptom": None, "subject": None, "offered": None}
    return Outcome((Reply("cancelled", {}),), slots=slots, ends_form=True)
