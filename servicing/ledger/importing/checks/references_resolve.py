"""What a row refers to is there."""

from collections.abc import Iterator

from servicing.ledger.columns import reference_of, references
from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.folder import BY_TABLE
from servicing.ledger.importing.staging import Staged
from servicing.ledger.records import RECORDS


def faults(staged: Staged) -> Iterator[Fault]:
    """Each reference to a row that is in no file."""
    for record in RECORDS:
        for column in references(record):
            table, name, target = record.table_name, column.name, BY_TABLE[str(column.refers_to)]
            dangling = f"""
                SELECT line, {name} FROM {table} WHERE {name} IS NOT NULL
                AND {name} NOT IN (SELECT {reference_of(target)} FROM {target.table_name}
                                   WHERE {reference_of(target)} IS NOT NULL)"""
            for line, reference in staged.ask(dangling):
                yield staged.fault(
                    table, line, name, f"is {reference!r}, and there is no such row in {column.refers_to}"
                )
