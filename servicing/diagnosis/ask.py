"""One question from end to end: the facts read once, then the examination."""

from datetime import datetime

from servicing.diagnosis.examine import Examination, examine
from servicing.diagnosis.register import symptom as known_symptom
from servicing.diagnosis.thresholds import Thresholds
from servicing.diagnosis.views import Setting
from servicing.ledger.door import LedgerDoor


def ask(
    door: LedgerDoor,
    thresholds: Thresholds,
    borrower_id: str,
    symptom: str,
    now: datetime,
    subject: str | None = None,
) -> Examination:
    """What the books prove about a borrower's symptom, and beside it; `subject` is the reference of what is meant.

    Raises `UnknownSymptom` before the books are opened, then `UnknownBorrower` or `LedgerUnreachable`.
    """
    known_symptom(symptom)
    return examine(Setting(door.facts(borrower_id, now), now, thresholds), symptom, subject)
