"""A citation: which row of the books a statement rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from servicing.ledger.columns import reference_of
from servicing.ledger.fields import Record
from servicing.money import Money

# The moment that a row speaks of, by table; a table that is not named has none.
MOMENTS = {
    "borrowers": None,
    "contact_points": "changed_at",
    "credit_lines": "opened_at",
    "limit_decisions": "decided_at",
    "line_events": "occurred_at",
    "security_events": "occurred_at",
    "loans": "drawn_at",
    "plans": "made_at",
    "instalments": "due_on",
    "settlement_quotes": "made_at",
    "reserve_draws": "drawn_at",
    "mandates": "signed_at",
    "payment_instructions": "made_at",
    "debit_runs": "scheduled_at",
    "channel_records": "occurred_at",
    "settlement_files": "received_at",
    "settlement_lines": None,
    "postings": "posted_at",
    "holds": "placed_at",
    "bureau_reports": "reported_at",
    "incidents": "started_at",
    "shown_balances": "as_of",
}

# Where the amount that a borrower knows a row by is not its column `amount`.
AMOUNTS = {"credit_lines": "total_limit", "limit_decisions": "limit_after", "loans": "principal", "debit_runs": "taken"}

# The codes that say what sort of row it is; the words for them live with the language.
SORTS: dict[str, tuple[str, ...]] = {
    "payment_instructions": ("state",),
    "channel_records": ("kind", "state"),
    "postings": ("kind",),
    "holds": ("kind",),
    "credit_lines": ("status",),
    "limit_decisions": ("kind",),
    "line_events": ("kind",),
    "security_events": ("kind",),
    "loans": ("status",),
    "plans": ("made_by",),
    "instalments": ("status",),
    "reserve_draws": ("counted_in",),
    "mandates": ("state",),
    "debit_runs": ("state",),
    "bureau_reports": ("standing",),
    "incidents": ("kind", "scope"),
    "shown_balances": ("what",),
}


@dataclass(frozen=True)
class Entry:
    """A row of the books as it is shown to a borrower or an agent.

    `sort` is the table and the row's kind, such as `postings.repayment`; `at` is the moment it speaks of.
    """

    table: str
    sort: str
    reference: str
    at: datetime | date | None
    amount: Money | None


def entry_of(row: Record) -> Entry:
    """The citation of a row."""
    moment = MOMENTS[row.table_name]
    return Entry(
        table=row.table_name,
        sort=".".join([row.table_name, *(getattr(row, code) for code in SORTS.get(row.table_name, ()))]),
        reference=getattr(row, reference_of(type(row))),
        at=getattr(row, moment) if moment else None,
        amount=_amount(row),
    )


def entries_of(rows: Sequence[Record]) -> tuple[Entry, ...]:
    """The citations of rows, in order of time."""
    if len(rows) < 2:
        return tuple(map(entry_of, rows))
    return tuple(sorted(map(entry_of, rows), key=in_order))


def in_order(entry: Entry) -> tuple[str, str, str]:
    """The key that puts entries in order of time, and those of the same moment always in the same order."""
    return str(entry.at or ""), entry.table, entry.reference


def _amount(row: Any) -> Money | None:
    if row.table_name == "instalments":
        return Money(row.principal + row.interest + row.fees, row.currency)
    amount: Decimal | None = getattr(row, AMOUNTS.get(row.table_name, "amount"), None)
    return None if amount is None else Money(abs(amount), row.currency)
