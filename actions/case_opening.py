"""How every action opens a case: for the conversation, for its borrower where one is proved, in the right queue."""

import json

from actions.house import House
from actions.turn import Turn
from servicing.cases.case import Case, Reason, new_number, queue_for
from servicing.diagnosis.diagnose import diagnose
from servicing.errors import LedgerUnreachable, NotProven, UnknownBorrower
from servicing.wire import wire


def open_case(turn: Turn, house: House, reason: Reason, symptom: str | None, diagnosis: str | None) -> Case:
    """Open a case, or add to the open one of the conversation; raises `CasesUnreachable`."""
    return house.cases.open(
        Case(
            number=new_number(),
            conversation=turn.conversation,
            borrower_id=_borrower(turn, house),
            reason=reason,
            queue=queue_for(reason, symptom),
            symptom=symptom,
            language=turn.slot("language"),
            state="open",
            opened_at=house.clock(),
            diagnosis=diagnosis,
        )
    )


def what_is_known(turn: Turn, house: House) -> str | None:
    """The diagnosis of the trouble that is being talked about, frozen as JSON; None where there is none to be had."""
    symptom, subject = turn.slot("symptom"), turn.slot("subject")
    if symptom is None:
        return None
    try:
        return json.dumps(wire(diagnose(house.setting(turn.conversation), symptom, subject)))
    except (NotProven, UnknownBorrower, LedgerUnreachable):
        return None


def _borrower(turn: Turn, house: House) -> str | None:
    try:
        return house.access.borrower_of(turn.conversation)
    except NotProven:
        return None
