"""A loan and its line are in one currency, and so is every row about them."""

from collections.abc import Iterator

from servicing.ledger.columns import columns_of, reference_of, references
from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.folder import BY_TABLE
from servicing.ledger.importing.staging import Staged
from servicing.ledger.records import RECORDS, CreditLine, Loan


def faults(staged: Staged) -> Iterator[Fault]:
    """Each row in another currency than its loan or its line."""
    for record in RECORDS:
        if not any(each.name == "currency" for each in columns_of(record)):
            continue
        for column in references(record):
            target = BY_TABLE[str(column.refers_to)]
            if target not in (Loan, CreditLine):
                continue
            differing = f"""
                SELECT row.line, row.currency, other.currency, row.{column.name} FROM {record.table_name} AS row
                JOIN {target.table_name} AS other ON other.{reference_of(target)} = row.{column.name}
                WHERE other.currency <> row.currency"""
            for line, ours, theirs, reference in staged.ask(differing):
                sentence = f"is {ours!r}, and {reference!r} in {target.table_name} is in {theirs!r}"
                yield staged.fault(record.table_name, line, "currency", sentence)
