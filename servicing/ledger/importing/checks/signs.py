"""Amounts are zero or more, except in postings and shown balances; counts start at 1, days late at 0."""

from collections.abc import Iterator
from decimal import Decimal

from servicing.ledger.columns import columns_of
from servicing.ledger.fields import Record
from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.staging import Staged
from servicing.ledger.records import RECORDS, Posting, ShownBalance

SIGNED: tuple[type[Record], ...] = (Posting, ShownBalance)
LEAST = (("plans", "version", 1), ("instalments", "number", 1), ("bureau_reports", "days_late", 0))


def faults(staged: Staged) -> Iterator[Fault]:
    """Each amount below zero, and each count below its least."""
    for record in (each for each in RECORDS if each not in SIGNED):
        for column in (each.name for each in columns_of(record) if each.kind is Decimal):
            yield from _below(staged, record.table_name, column, 0)
    for table, column, least in LEAST:
        yield from _below(staged, table, column, least)


def _below(staged: Staged, table: str, column: str, least: int) -> Iterator[Fault]:
    # A comparison with a binary number is exact enough for a sign.
    for line, value in staged.ask(f"SELECT line, {column} FROM {table} WHERE CAST({column} AS REAL) < {least}"):
        yield staged.fault(table, line, column, f"is {value}; it must be {least} or more")
