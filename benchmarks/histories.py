"""Borrowers with long histories, and books full of other people, for measuring how reading grows."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection

from servicing.ledger.columns import columns_of, reference_of
from servicing.ledger.demo.healthy import healthy_life
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.world import World
from servicing.ledger.fields import Record
from servicing.ledger.records import (
    Borrower,
    BureauReport,
    ChannelRecord,
    CreditLine,
    Instalment,
    LimitDecision,
    Loan,
    PaymentInstruction,
    Plan,
    Posting,
    ShownBalance,
)

# What one of the other people has: a row of each of these.
THIN_LIFE = (
    Borrower,
    CreditLine,
    LimitDecision,
    Loan,
    Plan,
    Instalment,
    PaymentInstruction,
    ChannelRecord,
    Posting,
    BureauReport,
    ShownBalance,
)
KEPT_REFERENCES = ("borrower_id", "line_id", "mandate_id", "file_id")
YEARS_AGO = timedelta(days=1000)
BETWEEN = timedelta(days=7)
YEARS = 10.0
# The number decides on the language, and with it on the places where a borrower may live.
SEED, LANGUAGES = 2, 3
# References of one length come in their order, as those of a lender's numbers do.
FIRST_NUMBER = 10_000_000
CACHE_KIBIBYTES = 500_000


@dataclass(frozen=True)
class History:
    """A borrower's rows and how many of them are postings."""

    borrower_id: str
    rows: tuple[Record, ...]

    @property
    def postings(self) -> int:
        """How long it is."""
        return sum(isinstance(each, Posting) for each in self.rows)


def history(number: int, world: World, postings: int) -> History:
    """A healthy demo borrower with at least so many postings: further loans are copies of a settled one, years ago.

    For fewer postings than the demo's life has, loans are left out, the open ones last. Whatever the `number` in the
    references, the life is the same, so that two histories differ in their length alone.
    """
    life = healthy_life(number * LANGUAGES, Random(SEED), world)
    rows = _cut(life, postings)
    old = [each for each in life.rows.values() if getattr(each, "loan_id", None) == life.settled_loan.loan_id]
    each_has = sum(isinstance(row, Posting) for row in old)
    missing = postings - sum(isinstance(row, Posting) for row in rows)
    copies = (_shifted(row, copy) for copy in range(-(-missing // each_has) if missing > 0 else 0) for row in old)
    return History(life.borrower.borrower_id, (*rows, *copies))


def busy(number: int, world: World, lanes: int) -> History:
    """A healthy borrower of ten years who repays so many loans side by side, all of them as lived."""
    life = healthy_life(number * LANGUAGES, Random(SEED), world, years=YEARS, lanes=lanes)
    return History(life.borrower.borrower_id, tuple(life.rows.values()))


def _cut(life: Life, postings: int) -> list[Record]:
    """The rows of the life without its earliest loans, as long as enough postings are left."""
    rows = list(life.rows.values())
    for loan in sorted(life.all(Loan), key=lambda each: each.drawn_at):
        shorter = [each for each in rows if getattr(each, "loan_id", None) != loan.loan_id]
        if sum(isinstance(row, Posting) for row in shorter) < postings:
            return rows
        rows = shorter
    return rows


def _shifted(row: Record, copy: int) -> Record:
    """The row with references of its own, longer ago."""
    return replace(row, **{each.name: _older(each.name, getattr(row, each.name), copy) for each in fields(row)})


def _older(column: str, value: Any, copy: int) -> Any:
    if isinstance(value, (date, datetime)):
        return value - YEARS_AGO - copy * BETWEEN
    if value is not None and column.endswith("_id") and column not in KEPT_REFERENCES:
        return f"{value}/{copy}"
    return value


def add_people(connection: Connection, like: History, first: int, last: int) -> None:
    """Other borrowers, numbered, each with one row a table of `THIN_LIFE`, copied inside the database."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KIBIBYTES}")
    for record in THIN_LIFE:
        template = next(each for each in like.rows if isinstance(each, record))
        connection.exec_driver_sql(_copying(record, template, first, last))


def _copying(record: type[Record], template: Record, first: int, last: int) -> str:
    """One statement for SQLite and PostgreSQL; the numbers and the reference are our own, so nothing needs quoting."""
    names = [each.name for each in columns_of(record)]
    own = reference_of(record)
    values = ", ".join(_value(name, getattr(template, name)) for name in names)
    return (
        f"WITH RECURSIVE numbered(n) AS "
        f"(SELECT {FIRST_NUMBER + first} UNION ALL SELECT n + 1 FROM numbered WHERE n < {FIRST_NUMBER + last}) "
        f"INSERT INTO {record.table_name} ({', '.join(names)}) SELECT {values} FROM numbered, {record.table_name} t "
        f"WHERE t.{own} = '{getattr(template, own)}'"
    )


def _value(name: str, value: object) -> str:
    """A reference is made of the number, the same for a row and for those that name it."""
    return f"'X' || n || '-{name}'" if name.endswith("_id") and value is not None else f"t.{name}"
