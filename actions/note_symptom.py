"""A trouble is named: remember it, and which payment, loan or line it is about where the ledger leaves no doubt."""

from actions.house import House
from actions.turn import Outcome, Turn
from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.register import symptoms
from servicing.errors import LedgerUnreachable, NotProven, UnknownBorrower

# The form is not to ask: there is nothing to choose from, and the next action says why.
NOTHING = "nothing"


def act(turn: Turn, house: House) -> Outcome:
    """Set symptom and subject; the subject stays open where the borrower has to say which one."""
    symptom = _symptom(turn)
    if turn.given.get("subject") and symptom:
        return Outcome(slots={"symptom": symptom, "subject": turn.given["subject"], "offered": None})
    return Outcome(slots={"symptom": symptom, "subject": _subject(turn, house, symptom), "offered": None})


def _symptom(turn: Turn) -> str | None:
    """The one that is named now, by word or by the button that was pressed, else the one that is talked about."""
    named = next((each for each in (turn.intent, turn.given.get("symptom")) if each in symptoms()), None)
    return named or turn.slot("symptom")


def _subject(turn: Turn, house: House, symptom: str | None) -> str | None:
    if symptom is None:
        return NOTHING
    try:
        diagnosis = diagnose(house.setting(turn.conversation), symptom)
    except (NotProven, UnknownBorrower, LedgerUnreachable):
        return NOTHING
    if diagnosis.verdict == "which_one":
        return None
    return diagnosis.subject.ref if diagnosis.subject else NOTHING
