"""One question from end to end: the facts read once, then the diagnosis."""

from datetime import datetime

from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.diagnosis import Diagnosis
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
) -> Diagnosis:
    """What the books prove about a borrower's symptom; `subject` is the reference of what is meant.

    Raises `UnknownSymptom` before the books are opened, then `UnknownBorrower` or `LedgerUnreachable`.
    """
    known_symptom(symptom)
    return diagnose(Setting(door.facts(borrower_id, now), now, thresholds), symptom, subject)
