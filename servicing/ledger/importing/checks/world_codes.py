"""Currencies are ISO 4217 codes, languages BCP 47 codes, time zones IANA names."""

from collections.abc import Iterator

from servicing.ledger.columns import columns_of
from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.staging import Staged
from servicing.ledger.records import RECORDS
from servicing.ledger.world_codes import KNOWN


def faults(staged: Staged) -> Iterator[Fault]:
    """Each code that is none."""
    for record in RECORDS:
        for name in (each.name for each in columns_of(record) if each.name in KNOWN):
            yield from _unknown(staged, record.table_name, name)


def _unknown(staged: Staged, table: str, column: str) -> Iterator[Fault]:
    is_known, wanted = KNOWN[column]
    codes = [code for (code,) in staged.ask(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")]
    for code in (each for each in codes if not is_known(each)):
        for (line,) in staged.connection.execute(f"SELECT line FROM {table} WHERE {column} = ?", (code,)):
            yield staged.fault(table, line, column, f"is {code!r}; it must be {wanted}")
