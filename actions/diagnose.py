"""Say what the ledger proves about the trouble; where it proves nothing, open a case."""

import json

from actions.case_opening import open_case
from actions.house import House
from actions.note_symptom import NOTHING
from actions.speech import Reply, reply_to
from actions.turn import Outcome, Turn, say
from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.diagnosis import Diagnosis
from servicing.wire import wire


def act(turn: Turn, house: House) -> Outcome:
    """The diagnosis of the symptom and the subject that the slots hold."""
    symptom, subject = turn.slot("symptom"), turn.slot("subject")
    if symptom is None:
        return say("no_question_yet")
    setting = house.setting(turn.conversation)
    diagnosis = diagnose(setting, symptom, None if subject == NOTHING else subject)
    zone = setting.facts.borrower.time_zone
    if diagnosis.verdict == "unexplained":
        return _unexplained(turn, house, diagnosis, zone)
    return Outcome((reply_to(diagnosis, zone),))


def _unexplained(turn: Turn, house: House, diagnosis: Diagnosis, zone: str) -> Outcome:
    case = open_case(turn, house, "unexplained", diagnosis.symptom, json.dumps(wire(diagnosis)))
    told = reply_to(diagnosis, zone)
    return Outcome((Reply(told.name, {**told.facts, "case": case.number}),))
