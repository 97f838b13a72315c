"""Where the borrower's cases stand."""

from actions.house import House
from actions.turn import Outcome, Turn, say
from servicing.cases.case import Case
from servicing.errors import LedgerUnreachable, NotProven, ProofAged, UnknownBorrower
from servicing.wire import wire

MOST_CASES = 5


def act(turn: Turn, house: House) -> Outcome:
    """The latest cases of the borrower; while nobody has proved who they are, what the conversation opened for nobody.

    Raises `ProofAged` where it was known once: a case that was opened then is told to its borrower alone.
    """
    try:
        cases = house.cases.of_borrower(house.access.borrower_of(turn.conversation), turn.conversation)
    except ProofAged:
        raise
    except NotProven:
        cases = [each for each in house.cases.of_conversation(turn.conversation) if each.borrower_id is None]
    return say("case_status", cases=[_told(each) for each in cases[:MOST_CASES]], **_zone(turn, house))


def _zone(turn: Turn, house: House) -> dict[str, str]:
    """The borrower's time zone; nothing where the books cannot be asked, for the status does not depend on them."""
    try:
        return {"zone": house.setting(turn.conversation).facts.borrower.time_zone}
    except (NotProven, UnknownBorrower, LedgerUnreachable):
        return {}


def _told(case: Case) -> object:
    told = {"number": case.number, "state": case.state, "opened_at": case.opened_at, "reason": case.reason}
    return wire({**told, "symptom": case.symptom})
