"""The borrower meant another payment, loan or line: ask anew, with all of them on offer."""

from actions.house import House
from actions.note_symptom import NOTHING
from actions.speech import Reply
from actions.turn import Outcome, Turn
from servicing.diagnosis.diagnose import subjects


def act(turn: Turn, house: House) -> Outcome:
    """Open the subject again where there is another one to choose; otherwise say so and keep it."""
    symptom = turn.slot("symptom")
    if symptom is None:
        return Outcome(slots={"subject": NOTHING})
    choices = subjects(house.setting(turn.conversation), symptom)
    if len(choices) < 2:
        return Outcome((Reply("only_one", {"symptom": symptom}),), slots={"subject": turn.slot("subject") or NOTHING})
    return Outcome(slots={"subject": None, "offered": [each.ref for each in choices]})
