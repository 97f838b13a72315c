"""Everything the books say of one borrower, read once; every cause is a question asked of this alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, TypeVar

from servicing.lasting import lasting
from servicing.ledger.fields import Record
from servicing.ledger.records import (
    RECORDS,
    Borrower,
    BureauReport,
    ChannelRecord,
    ContactPoint,
    CreditLine,
    DebitRun,
    Hold,
    Incident,
    Instalment,
    LimitDecision,
    LineEvent,
    Loan,
    Mandate,
    PaymentInstruction,
    Plan,
    Posting,
    ReserveDraw,
    SecurityEvent,
    SettlementFile,
    SettlementLine,
    SettlementQuote,
    ShownBalance,
)

Row = TypeVar("Row", bound=Record)


class Groups(dict[Any, tuple[Row, ...]]):
    """Rows by the value of a column, in the order of the facts; none where no row has the value."""

    def __missing__(self, value: object) -> tuple[Row, ...]:
        """There is no row of that value."""
        return ()


@dataclass(frozen=True)
class Facts:
    """The rows of every table that concern one borrower; a field is named as its table.

    `absent` names the optional tables that this lender's books do not have: what they would say is not known.
    """

    borrowers: tuple[Borrower, ...] = ()
    contact_points: tuple[ContactPoint, ...] = ()
    credit_lines: tuple[CreditLine, ...] = ()
    limit_decisions: tuple[LimitDecision, ...] = ()
    line_events: tuple[LineEvent, ...] = ()
    security_events: tuple[SecurityEvent, ...] = ()
    loans: tuple[Loan, ...] = ()
    plans: tuple[Plan, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    settlement_quotes: tuple[SettlementQuote, ...] = ()
    reserve_draws: tuple[ReserveDraw, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    payment_instructions: tuple[PaymentInstruction, ...] = ()
    debit_runs: tuple[DebitRun, ...] = ()
    channel_records: tuple[ChannelRecord, ...] = ()
    settlement_files: tuple[SettlementFile, ...] = ()
    settlement_lines: tuple[SettlementLine, ...] = ()
    postings: tuple[Posting, ...] = ()
    holds: tuple[Hold, ...] = ()
    bureau_reports: tuple[BureauReport, ...] = ()
    incidents: tuple[Incident, ...] = ()
    shown_balances: tuple[ShownBalance, ...] = ()
    absent: frozenset[str] = field(default=frozenset())

    @property
    def borrower(self) -> Borrower:
        """Whose facts these are."""
        return self.borrowers[0]

    def by(self, column: str, rows: tuple[Row, ...]) -> Groups[Row]:
        """The rows of one of these tables by the value of a column; a table is looked through once for each column."""
        if not rows:
            return Groups()
        known = self._groups
        table = rows[0].table_name, column
        if table not in known:
            known[table] = _grouped(column, rows)
        return known[table]

    @lasting
    def _groups(self) -> dict[tuple[str, str], Groups[Any]]:
        return {}


def _grouped(column: str, rows: tuple[Row, ...]) -> Groups[Row]:
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    for value, row in zip(map(attrgetter(column), rows), rows, strict=True):
        found[value].append(row)
    return Groups(zip(found, map(tuple, found.values()), strict=True))


def facts_of(rows: Iterable[Record], absent: Iterable[str] = ()) -> Facts:
    """Facts from rows of any tables, in any order."""
    by_table: dict[str, list[Record]] = {record.table_name: [] for record in RECORDS}
    for row in rows:
        by_table[row.table_name].append(row)
    return Facts(**{name: tuple(found) for name, found in by_table.items()}, absent=frozenset(absent))  # type: ignore[arg-type]
