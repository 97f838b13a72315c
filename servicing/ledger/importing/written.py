"""The rows of a CSV or JSON Lines file as they are written, not yet parsed."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from servicing.ledger.columns import Column
from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.folder import TableFile
from servicing.ledger.importing.lines import Limits, Line, lines_of

Tell = Callable[[Fault], None]
Columns = Mapping[str, Column]


@dataclass(frozen=True)
class WrittenRow:
    """What stands in a row, by column, and the line on which it begins."""

    line: int
    values: Mapping[str, object]


@dataclass
class Source:
    """The readable lines of a file; `start` is the line on which the row being read began, 0 before it did."""

    name: str
    lines: Iterable[Line]
    tell: Tell
    start: int = 0

    def texts(self) -> Iterator[str]:
        """The text of each line that can be read; the others are told."""
        for line in self.lines:
            if line.text is None:
                self.fault(line.number, "", line.sentence)
                continue
            self.start = self.start or line.number
            yield line.text

    def fault(self, line: int, column: str, sentence: str) -> None:
        """Tell what is wrong in this file."""
        self.tell(Fault(self.name, line, column, sentence))


def written_rows(file: TableFile, columns: Columns, limits: Limits, tell: Tell) -> Iterator[WrittenRow]:
    """Every row that can be read; what cannot is told as a fault."""
    source = Source(file.path.name, lines_of(file.path, limits), tell)
    read = {"csv": _csv_rows, "jsonl": _json_rows}[file.form]
    try:
        for count, row in enumerate(read(source, columns), start=1):
            if count > limits.rows:
                source.fault(row.line, "", f"is row {count}, and at most {limits.rows} are taken; leave out old rows")
                return
            yield row
    except OSError as error:
        source.fault(0, "", f"cannot be read: {error.strerror}")


def _csv_rows(source: Source, columns: Columns) -> Iterator[WrittenRow]:
    cells = _csv_cells(source)
    _, header = next(cells, (0, []))
    if not _header_fits(source, header, columns):
        return
    for line, row in cells:
        if len(row) == len(header):
            yield WrittenRow(line, dict(zip(header, row, strict=True)))
        else:
            source.fault(line, "", f"has {len(row)} cells where the first line names {len(header)} columns")


def _csv_cells(source: Source) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(source.texts(), strict=True)
    while True:
        source.start = 0
        try:
            row = next(reader, None)
        except csv.Error as error:
            source.fault(source.start, "", f"is broken CSV ({error}); nothing after it was read")
            return
        if row is None:
            return
        if row:
            yield source.start, [cell.strip() for cell in row]


def _header_fits(source: Source, header: Sequence[str], columns: Columns) -> bool:
    """Whether the rows can be read by this header; what is wrong with it is told once, here."""
    if not header:
        source.fault(1, "", "is missing: the first line names the columns")
        return False
    twice = [name for name, times in Counter(header).items() if times > 1]
    needed = [name for name, column in columns.items() if not column.may_be_absent and name not in header]
    for name in twice:
        source.fault(1, name, "is named twice in the first line")
    for name in needed:
        source.fault(1, name, "is missing: the first line does not name it, and it may not be absent")
    _tell_strangers(source, 1, header, columns)
    return not twice and not needed


def _tell_strangers(source: Source, line: int, names: Iterable[str], columns: Columns) -> None:
    for name in names:
        if name not in columns:
            source.fault(line, name, f"is no column of this table; its columns are {', '.join(columns)}")


def _json_rows(source: Source, columns: Columns) -> Iterator[WrittenRow]:
    for text in source.texts():
        line, source.start = source.start, 0
        values = _json_object(source, line, text) if text.strip() else None
        if values is not None:
            _tell_strangers(source, line, values, columns)
            yield WrittenRow(line, values)


def _json_object(source: Source, line: int, text: str) -> Mapping[str, object] | None:
    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(pairs)
        if len(values) < len(pairs):
            for name, times in Counter(name for name, _ in pairs).items():
                if times > 1:
                    source.fault(line, name, "is named twice in the line")
        return values

    try:
        found = json.loads(text, object_pairs_hook=collect, parse_float=Decimal)
    except json.JSONDecodeError as error:
        source.fault(line, "", f"is broken JSON at character {error.colno}: {error.msg}")
        return None
    except (ValueError, RecursionError):
        source.fault(line, "", "is broken JSON: a number is too long, or brackets stand too deep")
        return None
    if isinstance(found, dict):
        return found
    source.fault(line, "", 'is no JSON object, such as {"borrower_id": "B1", "called": "Maya"}')
    return None
