"""Rows that were read, kept aside in a file of our own until every check has passed; so memory stays small.

Every table of the contract is there, empty where it came in no file. Each column stands as text that sorts as its
values do (times in UTC, whole numbers as numbers), and as NULL where it is absent or was told as a fault, so that one
fault does not call forth others. The column `line` is where the row began.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

from servicing.errors import BooksRefused
from servicing.ledger.columns import columns_of, reference_of, references
from servicing.ledger.fields import Record
from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.folder import BY_TABLE, TableFile

ROWS_AT_ONCE = 2000
FAST = ("journal_mode=OFF", "synchronous=OFF", "temp_store=FILE", "cache_size=-65536")

WRITE: dict[type, Callable[[Any], object]] = {
    str: str,
    int: int,
    Decimal: lambda value: format(value, "f"),
    date: date.isoformat,
    datetime: lambda value: value.astimezone(UTC).isoformat(timespec="microseconds"),
}
READ: dict[type, Callable[[Any], object]] = {
    str: str,
    int: int,
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}


@dataclass(frozen=True)
class Staged:
    """The rows kept aside, to be asked in SQL, and the files they came from."""

    connection: sqlite3.Connection
    files: Mapping[str, TableFile]

    def ask(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows that a query finds, one after the other."""
        return iter(self.connection.execute(sql))

    def fault(self, table: str, line: int, column: str, sentence: str) -> Fault:
        """A fault in a row of a table, told with the name of its file."""
        return Fault(self.files[table].path.name, line, column, sentence)

    def keep(self, record: type[Record], rows: Iterable[tuple[object, ...]]) -> None:
        """Put rows aside: the line, then the columns in the contract's order, as `written` makes them."""
        places = ", ".join("?" for _ in range(len(columns_of(record)) + 1))
        self.connection.executemany(f"INSERT INTO {record.table_name} VALUES ({places})", rows)

    def index(self) -> None:
        """Make looking up references fast, once all rows are there."""
        for record in BY_TABLE.values():
            for column in {reference_of(record), *(each.name for each in references(record))}:
                table = record.table_name
                self.connection.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")

    def records(self, tables: Collection[type[Record]]) -> Iterator[Record]:
        """The rows of the tables as records; only whole once no fault was found."""
        for record in tables:
            columns = columns_of(record)
            names = ", ".join(each.name for each in columns)
            for row in self.ask(f"SELECT {names} FROM {record.table_name} ORDER BY line"):
                values = zip(columns, row, strict=True)
                yield record(**{each.name: None if at is None else READ[each.kind](at) for each, at in values})


@contextmanager
def staging(files: Iterable[TableFile]) -> Iterator[Staged]:
    """A place to keep rows aside, gone afterwards; raises `BooksRefused` where there is no room for them."""
    try:
        with TemporaryDirectory(prefix="duizhang-import-") as folder, closing(_made(Path(folder))) as connection:
            yield Staged(connection, {each.record.table_name: each for each in files})
    except sqlite3.OperationalError as error:
        raise BooksRefused(
            f"The rows cannot be kept aside in {gettempdir()} while they are checked: {error}."
        ) from error


def _made(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "staged.db", isolation_level=None)
    for pragma in FAST:
        connection.execute(f"PRAGMA {pragma}")
    for record in BY_TABLE.values():
        names = ", ".join(each.name for each in columns_of(record))
        connection.execute(f"CREATE TABLE {record.table_name} (line, {names})")
    return connection


def written(kind: type, value: Any) -> object:
    """A parsed value as it is kept aside."""
    return None if value is None else WRITE[kind](value)
