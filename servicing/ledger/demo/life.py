"""One borrower's books in the making: rows are added, changed and taken out until they are handed over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from servicing.ledger.columns import reference_of
from servicing.ledger.demo.world import World
from servicing.ledger.fields import Record
from servicing.ledger.records import (
    RECORDS,
    Borrower,
    ChannelRecord,
    CreditLine,
    Instalment,
    Loan,
    PaymentInstruction,
    Plan,
    Posting,
    SettlementLine,
)

Row = TypeVar("Row", bound=Record)

# The name of the column that holds a row's own reference, by kind.
REFERENCES = {kind: reference_of(kind) for kind in RECORDS}


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
    """The rows of one borrower, kept by kind and reference; `number` makes their references unique in whole books.

    `aim` is the open loan that a trouble is to strike, where there are several.
    """

    number: int
    rng: Random
    world: World
    aim: str | None = None
    _kept: dict[type[Record], dict[str, Record]] = field(default_factory=dict)
    _count: int = 0

    @property
    def rows(self) -> Mapping[tuple[str, str], Record]:
        """Every row by table and reference, table by table."""
        return {
            (kind.table_name, reference): row for kind, kept in self._kept.items() for reference, row in kept.items()
        }

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
        kind = type(row)
        self._kept.setdefault(kind, {})[getattr(row, REFERENCES[kind])] = row
        return row

    def change(self, row: Row, **columns: Any) -> Row:
        """The same row with other columns, kept in its place; raises `TypeError` for a column that it has not."""
        return self.add(type(row)(**{**vars(row), **columns}))

    def drop(self, *rows: Record | None) -> None:
        """Take rows out."""
        for row in rows:
            if row is not None:
                del self._kept[type(row)][getattr(row, REFERENCES[type(row)])]

    @staticmethod
    def name_of(row: Record) -> tuple[str, str]:
        """A row's table and reference."""
        return row.table_name, getattr(row, REFERENCES[type(row)])

    def all(self, kind: type[Row]) -> Iterator[Row]:
        """Every row of a kind, in the order in which they were added; rows may be added or taken out meanwhile."""
        return iter(list(self._kept.get(kind, {}).values()))  # type: ignore[arg-type]

    def get(self, kind: type[Row], reference: str) -> Row:
        """The row of a kind with that reference; raises `KeyError` where there is none."""
        return self._kept[kind][reference]  # type: ignore[return-value]

    def one(self, kind: type[Row]) -> Row:
        """The row of a kind that was added first; raises `KeyError` or `StopIteration` where there is none."""
        return next(iter(self._kept[kind].values()))  # type: ignore[return-value]

    @property
    def borrower(self) -> Borrower:
        """Whose life it is."""
        return self.one(Borrower)

    @property
    def zone(self) -> str:
        """The IANA name of the zone in which the borrower counts days."""
        return self.borrower.time_zone

    @property
    def line(self) -> CreditLine:
        """The credit line."""
        return self.one(CreditLine)

    @property
    def open_loans(self) -> list[Loan]:
        """The loans that are being repaid, the one drawn first before the others."""
        return [each for each in self.all(Loan) if each.status == "open"]

    @property
    def open_loan(self) -> Loan:
        """The loan that is being repaid: the one that is aimed at, where several are."""
        return next(each for each in self.open_loans if self.aim in (None, each.loan_id))

    @property
    def settled_loan(self) -> Loan:
        """The loan that was repaid in full; where there are several, the last of them."""
        settled = [each for each in self.all(Loan) if each.status == "settled"]
        return max(settled, key=lambda each: each.settled_at or each.drawn_at)

    def instalments(self, loan: Loan) -> list[Instalment]:
        """The instalments of a loan, in order: of each number that of the newest version of the plan."""
        version = {each.plan_id: each.version for each in self.all(Plan)}
        mine = [each for each in self.all(Instalment) if each.loan_id == loan.loan_id]
        newest = {each.number: each for each in sorted(mine, key=lambda each: version[each.plan_id])}
        return sorted(newest.values(), key=lambda each: each.number)

    def postings(self, loan: Loan) -> list[Posting]:
        """The postings of a loan, in the order in which they were added."""
        return [each for each in self.all(Posting) if each.loan_id == loan.loan_id]

    def payments(self, loan: Loan) -> list[Paid]:
        """The payments of a loan's instalments that were posted, in order of time; early repayments are none."""
        repayments = [each for each in self.postings(loan) if each.kind == "repayment" and each.instalment_id]
        settled = {each.record_id: each for each in self.all(SettlementLine)}
        return [self._paid(each, settled) for each in sorted(repayments, key=lambda each: each.posted_at)]

    @property
    def last_payment(self) -> Paid:
        """The latest payment on the open loan: it paid the instalment that fell due last."""
        return self.payments(self.open_loan)[-1]

    def _paid(self, posting: Posting, settled: Mapping[str, SettlementLine]) -> Paid:
        record = self.get(ChannelRecord, str(posting.record_id))
        return Paid(
            instalment=self.get(Instalment, str(posting.instalment_id)),
            instruction=self.get(PaymentInstruction, str(posting.instruction_id)),
            record=record,
            settlement=settled.get(record.record_id),
            posting=posting,
        )
