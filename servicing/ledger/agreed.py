"""Whether what the books deliver is of the types and codes that were agreed: looked at by column, not by cell."""

from collections.abc import Sequence
from datetime import date, datetime
from types import NoneType
from typing import Any, TypeVar

from servicing.errors import LedgerOffContract
from servicing.ledger.columns import Column, columns_of
from servicing.ledger.fields import Record
from servicing.ledger.rows import Rows
from servicing.ledger.world_codes import hold_to_world_codes

Row = TypeVar("Row", bound=Record)


def agreed_rows(record: type[Row], values: Sequence[tuple[Any, ...]]) -> Rows[Row]:
    """The rows of a table from plain values in the order of its columns.

    Raises `LedgerOffContract` for the first value that is of another type, or no agreed code.
    """
    for column, cells in zip(columns_of(record), zip(*values, strict=True), strict=False):
        if not _is_plainly_right(column, cells):
            _refuse(record, column, cells)
    rows = Rows.made_of(record, values)
    hold_to_world_codes(record, rows)
    return rows


def _is_plainly_right(column: Column, cells: Sequence[Any]) -> bool:
    """Whether all cells are of the very type; where not, each has to be looked at."""
    types = set(map(type, cells))
    types.discard(column.kind)
    if types and not (column.may_be_absent and types == {NoneType}):
        return False
    return not column.choices or set(cells).difference([None] if types else ()).issubset(column.choices)


def _refuse(record: type[Record], column: Column, cells: Sequence[Any]) -> None:
    for each in cells:
        wrong = _what_is_wrong(column, each)
        if wrong:
            raise LedgerOffContract(f"{record.table_name}.{column.name} {wrong} in a row of the ledger.")


def _what_is_wrong(column: Column, value: object) -> str:
    if value is None:
        return "" if column.may_be_absent else "is empty, which it may not be,"
    if not isinstance(value, column.kind) or (column.kind is date and isinstance(value, datetime)):
        return f"is of type {type(value).__name__} instead of {column.kind.__name__}"
    if column.choices and value not in column.choices:
        return f"is {value!r}, which is no agreed code,"
    return ""
