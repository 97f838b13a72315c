"""How every action opens a case: for the conversation, for its borrower where one is proved, with what is known."""

import json

from actions.house import House
from actions.turn import Turn
from servicing.cases.case import Case, Reason, new_case
from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.diagnosis import Diagnosis
from servicing.errors import LedgerUnreachable, NotProven, UnknownBorrower
from servicing.wire import wire


def open_case(turn: Turn, house: House, reason: Reason, known: Diagnosis | None) -> Case:
    """Open a case with the diagnosis frozen as it is, or add to the open one; raises `CasesUnreachable`."""
    return house.cases.open(
        new_case(
            reason,
            turn.conversation,
            house.access.borrower_if_proved(turn.conversation),
            house.clock(),
            symptom=turn.slot("symptom"),
            language=turn.slot("language"),
            diagnosis=json.dumps(wire(known)) if known else None,
        )
    )


def what_is_known(turn: Turn, house: House) -> Diagnosis | None:
    """The diagnosis of the trouble that is being talked about; None where there is none to be had."""
    symptom, subject = turn.slot("symptom"), turn.slot("subject")
    if symptom is None:
        return None
    try:
        return diagnose(house.setting(turn.conversation), symptom, subject)
    except (NotProven, UnknownBorrower, LedgerUnreachable):
        return None


def evidence_for(known: Diagnosis | None) -> list[str]:
    """What would help with the causes that were found, each once."""
    return list(dict.fromkeys(code for found in known.found for code in found.evidence)) if known else []
