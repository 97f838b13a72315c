"""A citation: which row of the books a statement rests on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from servicing.lasting import once
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

# How the rows of each table are cited, worked out once.
_RECIPES: dict[type[Record], Callable[[Any], "Entry"]] = {}


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
    kind = type(row)
    if kind not in _RECIPES:
        _RECIPES[kind] = _recipe(kind)
    return _RECIPES[kind](row)


def entries_of(rows: Sequence[Record]) -> tuple[Entry, ...]:
    """The citations of rows, in order of time."""
    if len(rows) < 2:
        return tuple(map(entry_of, rows))
    return tuple(sorted(map(entry_of, rows), key=in_order))


@once
def in_order(entry: Entry) -> tuple[str, str, str]:
    """The key that puts entries in order of time, and those of the same moment always in the same order."""
    return str(entry.at or ""), entry.table, entry.reference


def _recipe(record: type[Record]) -> Callable[[Any], Entry]:
    """How the rows of a table are cited: which of its columns say what is looked up once."""
    table, reference = record.table_name, attrgetter(reference_of(record))
    sort, amount, moment = _sort_of(table), _amount_of(record), MOMENTS[table]
    at = attrgetter(moment) if moment else _none

    def entry(row: Any) -> Entry:
        return Entry(table, sort(row), reference(row), at(row), amount(row))

    return entry


def _none(_: object) -> None:
    """Nothing of the kind."""


def _sort_of(table: str) -> Callable[[Any], str]:
    """How the sort of a table's rows is told."""
    codes = [attrgetter(each) for each in SORTS.get(table, ())]
    if not codes:
        return lambda _: table
    return lambda row: ".".join([table, *[code(row) for code in codes]])


def _amount_of(record: type[Record]) -> Callable[[Any], Money | None]:
    """How the amount of a table's rows is told."""
    column = AMOUNTS.get(record.table_name, "amount")
    if record.table_name == "instalments":
        return lambda row: Money(row.principal + row.interest + row.fees, row.currency)
    if column not in record.__dataclass_fields__:
        return _none

    def amount(row: Any) -> Money | None:
        found: Decimal | None = getattr(row, column)
        return None if found is None else Money(abs(found), row.currency)

    return amount
