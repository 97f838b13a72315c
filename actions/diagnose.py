"""Say what the ledger proves about the trouble; where it proves nothing, open a case."""

from actions import ask_subject
from actions.case_opening import open_case
from actions.house import House
from actions.note_symptom import NOTHING
from actions.pictures import with_pictures
from actions.speech import Reply, reply_to
from actions.turn import Outcome, Turn, say
from servicing.diagnosis.diagnosis import Diagnosis
from servicing.diagnosis.examine import Examination, examine
from servicing.diagnosis.views import Setting


def act(turn: Turn, house: House) -> Outcome:
    """What is found of the symptom and the subject in the slots, and beside them; a question where they are open."""
    symptom, subject = turn.slot("symptom"), turn.slot("subject")
    if symptom is None:
        return say("no_question_yet")
    setting = house.setting(turn.conversation)
    named = None if subject == NOTHING else subject
    examination = examine(setting, symptom, named)
    if _is_open(examination.asked, named):
        return ask_subject.act(turn, house)
    zone = setting.facts.borrower.time_zone
    if examination.asked.verdict == "unexplained" and not examination.story.chapters:
        return _unexplained(turn, house, examination, setting)
    return Outcome((with_pictures(reply_to(examination, zone), setting, examination),))


def _is_open(diagnosis: Diagnosis, named: str | None) -> bool:
    """Whether the borrower has to say which one: several are in trouble, or the one that they named is not there."""
    if diagnosis.subject is None:
        return diagnosis.verdict == "which_one"
    return named is not None and named != diagnosis.subject.ref


def _unexplained(turn: Turn, house: House, examination: Examination, setting: Setting) -> Outcome:
    case = open_case(turn, house, "unexplained", examination.asked)
    told = with_pictures(reply_to(examination, setting.facts.borrower.time_zone), setting, examination)
    return Outcome((Reply(told.name, {**told.facts, "case": case.number}),))
