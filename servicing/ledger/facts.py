"""Everything the books say of one borrower, read once; every cause is a question asked of this alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from servicing.ledger.columns import reference_of
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
from servicing.ledger.rows import Rows

NONE: Rows[Any] = Rows()


@dataclass(frozen=True)
class Facts:
    """The rows of every table that concern one borrower; a field is named as its table.

    `absent` names the optional tables that this lender's books do not have: what they would say is not known.
    """

    borrowers: Rows[Borrower] = NONE
    contact_points: Rows[ContactPoint] = NONE
    credit_lines: Rows[CreditLine] = NONE
    limit_decisions: Rows[LimitDecision] = NONE
    line_events: Rows[LineEvent] = NONE
    security_events: Rows[SecurityEvent] = NONE
    loans: Rows[Loan] = NONE
    plans: Rows[Plan] = NONE
    instalments: Rows[Instalment] = NONE
    settlement_quotes: Rows[SettlementQuote] = NONE
    reserve_draws: Rows[ReserveDraw] = NONE
    mandates: Rows[Mandate] = NONE
    payment_instructions: Rows[PaymentInstruction] = NONE
    debit_runs: Rows[DebitRun] = NONE
    channel_records: Rows[ChannelRecord] = NONE
    settlement_files: Rows[SettlementFile] = NONE
    settlement_lines: Rows[SettlementLine] = NONE
    postings: Rows[Posting] = NONE
    holds: Rows[Hold] = NONE
    bureau_reports: Rows[BureauReport] = NONE
    incidents: Rows[Incident] = NONE
    shown_balances: Rows[ShownBalance] = NONE
    absent: frozenset[str] = field(default=frozenset())

    @property
    def borrower(self) -> Borrower:
        """Whose facts these are."""
        return self.borrowers[0]


def facts_of(rows: Iterable[Record], absent: Iterable[str] = ()) -> Facts:
    """Facts from rows of any tables, in any order: they come to stand in that of their references, as in the door."""
    by_table: dict[str, list[Record]] = {record.table_name: [] for record in RECORDS}
    for row in rows:
        by_table[row.table_name].append(row)
    for record in RECORDS:
        by_table[record.table_name].sort(key=attrgetter(reference_of(record)))
    return Facts(**{name: Rows(found) for name, found in by_table.items()}, absent=frozenset(absent))  # type: ignore[arg-type]
