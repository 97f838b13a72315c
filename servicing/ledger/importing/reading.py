"""Reads the files of a folder into the staging place, parsing every value and telling every fault."""

from collections.abc import Iterator, Mapping
from itertools import islice

from servicing.ledger.columns import Column, columns_of
from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.folder import TableFile
from servicing.ledger.importing.lines import Limits
from servicing.ledger.importing.staging import ROWS_AT_ONCE, Staged, written
from servicing.ledger.importing.written import Tell, WrittenRow, written_rows
from servicing.ledger.parse import Unfit, parse


def read_into(staged: Staged, file: TableFile, limits: Limits, tell: Tell) -> None:
    """Every row of a file that can be read; the columns of one that do not fit are told and left empty."""
    columns = {each.name: each for each in columns_of(file.record)}
    rows = _parsed(file, columns, limits, tell)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        staged.keep(file.record, batch)


def _parsed(file: TableFile, columns: Mapping[str, Column], limits: Limits, tell: Tell) -> Iterator[tuple[object, ...]]:
    for row in written_rows(file, columns, limits, tell):
        yield row.line, *(_value(file, row, column, tell) for column in columns.values())


def _value(file: TableFile, row: WrittenRow, column: Column, tell: Tell) -> object:
    try:
        return written(column.kind, parse(column, row.values.get(column.name)))
    except Unfit as misfit:
        tell(Fault(file.path.name, row.line, column.name, str(misfit)))
        return None
