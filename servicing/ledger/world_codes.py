"""Codes of the world that the books use: which there are, and rows that were read held to them."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from servicing.errors import LedgerOffContract
from servicing.ledger.columns import columns_of
from servicing.ledger.fields import Record
from servicing.ledger.records import RECORDS
from servicing.ledger.rows import Rows

CURRENCY = re.compile(r"[A-Z]{3}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@cache
def _zones() -> frozenset[str]:
    """Looked up once: it reads a folder."""
    return frozenset(available_timezones())


# By the name of the column: whether a code is one, and what it must be.
KNOWN: Mapping[str, tuple[Callable[[str], object], str]] = {
    "currency": (CURRENCY.fullmatch, "an ISO 4217 code such as CNY"),
    "language": (LANGUAGE.fullmatch, "a BCP 47 code such as zh or en"),
    "time_zone": (lambda name: name in _zones(), "an IANA name such as Asia/Shanghai"),
}
# Without these no day and no amount can be told; a strange language is answered in the house's own.
NEEDED: Mapping[type[Record], tuple[str, ...]] = {
    record: tuple(each.name for each in columns_of(record) if each.name in ("currency", "time_zone"))
    for record in RECORDS
}


def hold_to_world_codes(record: type[Record], rows: Rows[Any]) -> None:
    """Raises `LedgerOffContract` with the column and the value of a time zone or currency that is none."""
    for name in NEEDED[record]:
        is_known, wanted = KNOWN[name]
        for code in rows.each_once(name):
            if not is_known(code):
                where = f"{record.table_name}.{name} is {code!r} in a row of the ledger"
                raise LedgerOffContract(f"{where}; it must be {wanted}.")
