"""Rows made ready for a database's driver, table by table: what several processes can share before one writes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from servicing.database import address_of
from servicing.ledger.columns import columns_of
from servicing.ledger.fields import Record
from servicing.ledger.records import RECORDS

ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class Batch:
    """Rows of one table as its database's driver takes them: tuples for SQLite, parameters by name for any other."""

    record: type[Record]
    values: Sequence[Any]


Pack = Callable[[type[Record], Sequence[Record]], Batch]
Change = Callable[[Any], Any]
# What takes the values out of a row in the order of the columns, and what becomes of those of each column.
Plan = tuple[Callable[[Record], tuple[Any, ...]], tuple[Change | None, ...]]


def packing_for(address: str) -> Pack:
    """What makes rows ready for the database at an address; it can be sent to another process. Raises `BadAddress`."""
    return pack_for_sqlite if address_of(address).get_backend_name() == "sqlite" else pack_by_name


def packed(rows: Iterable[Record], pack: Pack) -> Iterator[Batch]:
    """Rows in any order as batches of one table each, a couple of thousand rows at most."""
    waiting: dict[type[Record], list[Record]] = {}
    for row in rows:
        of_table = waiting.setdefault(type(row), [])
        of_table.append(row)
        if len(of_table) == ROWS_AT_ONCE:
            yield pack(type(row), waiting.pop(type(row)))
    for record, rest in waiting.items():
        yield pack(record, rest)


def pack_by_name(record: type[Record], rows: Sequence[Record]) -> Batch:
    """Rows as SQLAlchemy takes them for any database; it turns the values into the driver's own."""
    return Batch(record, [vars(each) for each in rows])


def pack_for_sqlite(record: type[Record], rows: Sequence[Record]) -> Batch:
    """Rows with the values that SQLAlchemy would hand to SQLite, made column by column, many times as fast.

    Raises `ValueError` for a time without a zone.
    """
    of_row, changes = PLANS[record]
    columns = zip(*map(of_row, rows), strict=True)
    ready = (
        column if change is None else _changed(column, change) for column, change in zip(columns, changes, strict=True)
    )
    return Batch(record, list(zip(*ready, strict=True)))


def _changed(column: Sequence[Any], change: Change) -> list[Any]:
    return [None if value is None else change(value) for value in column]


def _utc_text(moment: datetime) -> str:
    return _in_utc(moment).isoformat(" ", "microseconds")[:UTC_LENGTH]


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return moment.astimezone(UTC)


UTC_LENGTH = len("2026-11-20 04:00:00.000000")
# What becomes of a value of each kind of column; None where SQLite takes it as it is.
CHANGES: dict[type, Change | None] = {
    str: None,
    int: None,
    Decimal: str,
    date: date.isoformat,
    datetime: _utc_text,
}


def _plan(record: type[Record]) -> Plan:
    columns = columns_of(record)
    return attrgetter(*(each.name for each in columns)), tuple(CHANGES[each.kind] for each in columns)


PLANS: dict[type[Record], Plan] = {record: _plan(record) for record in RECORDS}
