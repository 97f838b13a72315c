"""Say what the ledger proves about the trouble; where it proves nothing, open a case."""

from actions import ask_subject
from actions.case_opening import open_case
from actions.house import House
from actions.note_symptom import NOTHING
from actions.speech import Reply, reply_to
from actions.turn import Outcome, Turn, say
from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.diagnosis import Diagnosis


def act(turn: Turn, house: House) -> Outcome:
    """The diagnosis of the symptom and the subject that the slots hold; a question where that is not clear any more."""
    symptom, subject = turn.slot("symptom"), turn.slot("subject")
    if symptom is None:
        return say("no_question_yet")
    setting = house.setting(turn.conversation)
    named = None if subject == NOTHING else subject
    diagnosis = diagnose(setting, symptom, named)
    if _is_open(diagnosis, named):
        return ask_subject.act(turn, house)
    zone = setting.facts.borrower.time_zone
    if diagnosis.verdict == "unexplained":
        return _unexplained(turn, house, diagnosis, zone)
    return Outcome((reply_to(diagnosis, zone),))


def _is_open(diagnosis: Diagnosis, named: str | None) -> bool:
    """Whether the borrower has to say which one: several are in trouble, or the one that they named is not there."""
    if diagnosis.subject is None:
        return diagnosis.verdict == "which_one"
    return named is not None and named != diagnosis.subject.ref


def _unexplained(turn: Turn, house: House, diagnosis: Diagnosis, zone: str) -> Outcome:
    case = open_case(turn, house, "unexplained", diagnosis)
    told = reply_to(diagnosis, zone)
    return Outcome((Reply(told.name, {**told.facts, "case": case.number}),))
