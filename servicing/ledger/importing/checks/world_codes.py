"""Currencies are ISO 4217 codes, languages BCP 47 codes, time zones IANA names."""

import re
from collections.abc import Callable, Iterator
from zoneinfo import available_timezones

from servicing.ledger.columns import columns_of
from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.staging import Staged
from servicing.ledger.records import RECORDS

CURRENCY = re.compile(r"[A-Z]{3}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
KNOWN: dict[str, tuple[Callable[[str], object], str]] = {
    "currency": (CURRENCY.fullmatch, "an ISO 4217 code such as CNY"),
    "language": (LANGUAGE.fullmatch, "a BCP 47 code such as zh or en"),
    "time_zone": (lambda name: name in available_timezones(), "an IANA name such as Asia/Shanghai"),
}


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
