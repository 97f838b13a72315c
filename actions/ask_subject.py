"""Ask which payment, loan or line is meant, with those that the ledger knows as buttons."""

from actions.house import House
from actions.speech import Reply
from actions.turn import Outcome, Turn
from servicing.diagnosis.diagnose import diagnose, subjects
from servicing.diagnosis.diagnosis import Choice
from servicing.diagnosis.views import Setting
from servicing.wire import wire

MOST_CHOICES = 6


def act(turn: Turn, house: House) -> Outcome:
    """Offer those in trouble, or the same again; all of them when the borrower has just said that it is another one."""
    setting = house.setting(turn.conversation)
    if turn.slot("symptom") is None:
        return Outcome((Reply("no_question_yet", {}),), ends_form=True)
    choices = _choices(turn, setting)[:MOST_CHOICES]
    facts = {"zone": setting.facts.borrower.time_zone, "symptom": turn.slot("symptom"), "choices": choices}
    return Outcome((Reply("which_one", wire(facts)),), slots={"offered": [each.ref for each in choices]})


def _choices(turn: Turn, setting: Setting) -> tuple[Choice, ...]:
    symptom, offered = turn.slot("symptom"), turn.slot("offered") or ()
    every = subjects(setting, symptom)
    if turn.intent == "correct_choice":
        return every
    same = tuple(each for each in every if each.ref in offered)
    return same or diagnose(setting, symptom).choices or every
