"""A small account for tests: one loan of 3,000 in three instalments of 1,030, seen at a noon in Shanghai."""

from datetime import UTC, datetime
from typing import Any

from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from tests.small_ledger import Books, changed, facts_from

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
THRESHOLDS = load()

# Due ten days ago, today, and in a month.
ACCOUNT: Books = {
    "plans": [{"plan_id": "PL1"}],
    "instalments": [
        {"instalment_id": "I1", "plan_id": "PL1", "number": 1, "due_on": "2026-11-10", "status": "overdue"},
        {"instalment_id": "I2", "plan_id": "PL1", "number": 2, "due_on": "2026-11-20", "status": "billed"},
        {"instalment_id": "I3", "plan_id": "PL1", "number": 3, "due_on": "2026-12-20", "status": "scheduled"},
    ],
    "postings": [
        {"posting_id": "R0", "kind": "disbursement", "amount": "3000", "posted_at": "2026-08-20 02:00"},
        {
            "posting_id": "R1",
            "kind": "interest",
            "amount": "30",
            "instalment_id": "I1",
            "posted_at": "2026-11-07 02:00",
        },
    ],
}


def setting(changes: dict[str, Any] | None = None, now: datetime = NOW) -> Setting:
    """The account with some rows changed."""
    return Setting(facts_from(changed(ACCOUNT, changes or {})), now, THRESHOLDS)


def repayment(amount: str, at: str, **more: Any) -> dict[str, Any]:
    """A repayment that is booked; its amount as the borrower knows it."""
    return {"kind": "repayment", "amount": f"-{amount}", "posted_at": at, **more}
