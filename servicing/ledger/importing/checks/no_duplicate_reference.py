"""A reference is there once in its table."""

from collections.abc import Iterator

from servicing.ledger.columns import reference_of
from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.staging import Staged
from servicing.ledger.records import RECORDS


def faults(staged: Staged) -> Iterator[Fault]:
    """Each row whose reference an earlier line has."""
    for record in RECORDS:
        table, own = record.table_name, reference_of(record)
        twice = f"""
            SELECT row.line, row.{own}, first.line FROM {table} AS row
            JOIN (SELECT {own}, min(line) AS line FROM {table} GROUP BY {own} HAVING count(*) > 1) AS first
            ON row.{own} = first.{own} AND row.line > first.line"""
        for line, reference, first in staged.ask(twice):
            yield staged.fault(table, line, own, f"is {reference!r}, which line {first} has already")
