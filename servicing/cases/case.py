"""A case: what a borrower brings to a person, with what was found frozen as it was."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from servicing.diagnosis.cause import Queue

Reason = Literal[
    "human",
    "complaint",
    "hardship",
    "unexplained",
    "not_understood",
    "correction",
    "evidence",
    "ledger_unreachable",
    "engine_failed",
]
State = Literal["open", "closed"]

# Without the letters that are read as digits (I, L, O) and without U: Crockford's base 32.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

QUEUES: dict[str, Queue] = {
    "payment_not_credited": "posting",
    "amount_mismatch": "posting",
    "auto_debit_problem": "posting",
    "settled_shows_unpaid": "data_correction",
    "line_closed": "limit",
    "limit_mismatch": "limit",
    "credit_report_impact": "credit_report",
    "disbursement_not_arrived": "posting",
}


@dataclass(frozen=True)
class Case:
    """A case as it stands; `diagnosis` is the JSON of what was found when it was opened."""

    number: str
    conversation: str
    borrower_id: str | None
    reason: Reason
    queue: Queue
    symptom: str | None
    language: str | None
    state: State
    opened_at: datetime
    diagnosis: str | None


def new_number() -> str:
    """A number that says nothing and cannot be guessed, easy to read out: `DZ-7K4Q-2M9X`."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"DZ-{letters[:4]}-{letters[4:]}"


def queue_for(reason: Reason, symptom: str | None) -> Queue:
    """The people that a case goes to when no cause says otherwise."""
    if reason in ("complaint", "hardship"):
        return "complaint" if reason == "complaint" else "hardship"
    return QUEUES.get(symptom or "", "data_correction" if reason == "correction" else "general")


def new_case(
    reason: Reason,
    conversation: str,
    borrower_id: str | None,
    opened_at: datetime,
    *,
    symptom: str | None = None,
    language: str | None = None,
    diagnosis: str | None = None,
) -> Case:
    """A case as it is opened: with a fresh number, in the queue that reason and symptom call for."""
    return Case(
        number=new_number(),
        conversation=conversation,
        borrower_id=borrower_id,
        reason=reason,
        queue=queue_for(reason, symptom),
        symptom=symptom,
        language=language,
        state="open",
        opened_at=opened_at,
        diagnosis=diagnosis,
    )
