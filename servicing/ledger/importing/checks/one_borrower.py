"""A row and what it refers to belong to the same borrower."""

from collections.abc import Iterator

from servicing.ledger.columns import columns_of, reference_of, references
from servicing.ledger.fields import Record
from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.folder import BY_TABLE
from servicing.ledger.importing.staging import Staged
from servicing.ledger.records import RECORDS, Borrower


def faults(staged: Staged) -> Iterator[Fault]:
    """Each reference to another borrower's row."""
    for record in filter(_is_owned, RECORDS):
        for column in references(record):
            target = BY_TABLE[str(column.refers_to)]
            if target is not Borrower and _is_owned(target):
                yield from _crossings(staged, record, column.name, target)


def _crossings(staged: Staged, record: type[Record], name: str, target: type[Record]) -> Iterator[Fault]:
    crossing = f"""
        SELECT row.line, row.{name}, other.borrower_id, row.borrower_id FROM {record.table_name} AS row
        JOIN {target.table_name} AS other ON other.{reference_of(target)} = row.{name}
        WHERE other.borrower_id <> row.borrower_id"""
    for line, reference, theirs, ours in staged.ask(crossing):
        sentence = f"is {reference!r}, which belongs to borrower {theirs!r}, and the row to {ours!r}"
        yield staged.fault(record.table_name, line, name, sentence)


def _is_owned(record: type[Record]) -> bool:
    return any(each.name == "borrower_id" for each in columns_of(record))
