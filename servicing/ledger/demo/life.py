"""One borrower's books in the making: rows are added, changed and taken out until they are handed over."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from servicing.ledger.columns import reference_of
from servicing.ledger.demo.world import World
from servicing.ledger.fields import Record
from servicing.ledger.records import (
    Borrower,
    ChannelRecord,
    CreditLine,
    Instalment,
    Loan,
    PaymentInstruction,
    Posting,
    SettlementLine,
)

Row = TypeVar("Row", bound=Record)


@dataclass(frozen=True)
class Paid:
    """A payment with every row of its way."""

    instalment: Instalment
    instruction: PaymentInstruction
    record: ChannelRecord
    settlement: SettlementLine | None
    posting: Posting


@dataclass(frozen=True)
class Harm:
    """What a trouble did: the reference of what it is about, and the rows that prove it, as they stand in the end."""

    subject: str
    proof: tuple[Record, ...] = ()


@dataclass
class Life:
    """The rows of one borrower, by table and reference; `number` makes their references unique in the whole books."""

    number: int
    rng: Random
    world: World
    rows: dict[tuple[str, str], Record] = field(default_factory=dict)
    aim: str | None = None
    _count: int = 0

    @property
    def now(self) -> datetime:
        """The moment at which the books are cut."""
        return self.world.now

    def ago(self, most_hours: float, least_hours: float = 0) -> datetime:
        """A moment of the last hours, to the minute, when no system stood still."""
        minutes = self.rng.randint(int(least_hours * 60), int(most_hours * 60))
        return self.world.clear_of_incidents(self.now - timedelta(minutes=minutes))

    def ref(self, prefix: str) -> str:
        """A fresh reference, such as `P0007-012`."""
        self._count += 1
        return f"{prefix}{self.number:04d}-{self._count:03d}"

    def add(self, row: Row) -> Row:
        """Keep a row, in the place of one with the same reference."""
        self.rows[_key(row)] = row
        return row

    def change(self, row: Row, **columns: Any) -> Row:
        """The same row with other columns, kept in its place."""
        return self.add(replace(row, **columns))

    def drop(self, *rows: Record | None) -> None:
        """Take rows out."""
        for row in rows:
            if row is not None:
                del self.rows[_key(row)]

    def all(self, kind: type[Row]) -> Iterator[Row]:
        """Every row of a kind, in the order in which they were added."""
        return (row for row in list(self.rows.values()) if isinstance(row, kind))

    def one(self, kind: type[Row]) -> Row:
        """The row of a kind that was added first."""
        return next(self.all(kind))

    @property
    def borrower(self) -> Borrower:
        """Whose life it is."""
        return self.one(Borrower)

    @property
    def line(self) -> CreditLine:
        """The credit line."""
        return self.one(CreditLine)

    @property
    def open_loan(self) -> Loan:
        """The loan that is being repaid: the one that is aimed at, where several are."""
        open_loans = (each for each in self.all(Loan) if each.status == "open")
        return next(each for each in open_loans if self.aim in (None, each.loan_id))

    @property
    def settled_loan(self) -> Loan:
        """The loan that was repaid in full."""
        return next(each for each in self.all(Loan) if each.status == "settled")

    def instalments(self, loan: Loan) -> list[Instalment]:
        """The instalments of a loan, in order."""
        mine = [each for each in self.all(Instalment) if each.loan_id == loan.loan_id]
        return sorted(mine, key=lambda each: each.number)

    def payments(self, loan: Loan) -> list[Paid]:
        """The payments of a loan that were posted, in order of time."""
        repayments = [each for each in self.all(Posting) if each.loan_id == loan.loan_id and each.kind == "repayment"]
        return [self._paid(each) for each in sorted(repayments, key=lambda each: each.posted_at)]

    @property
    def last_payment(self) -> Paid:
        """The latest payment on the open loan: it paid the instalment that fell due last."""
        return self.payments(self.open_loan)[-1]

    def _paid(self, posting: Posting) -> Paid:
        record = next(each for each in self.all(ChannelRecord) if each.record_id == posting.record_id)
        return Paid(
            instalment=next(each for each in self.all(Instalment) if each.instalment_id == posting.instalment_id),
            instruction=next(
                each for each in self.all(PaymentInstruction) if each.instruction_id == posting.instruction_id
            ),
            record=record,
            settlement=next((each for each in self.all(SettlementLine) if each.record_id == record.record_id), None),
            posting=posting,
        )


def _key(row: Record) -> tuple[str, str]:
    return row.table_name, getattr(row, reference_of(type(row)))
