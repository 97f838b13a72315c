"""Writes whole books into a database that is ours, in the place of those that stood there.

Who reads meanwhile sees the old books or the new ones, never a mixture. On SQLite the new books are written into a
file beside the old one, which is then put in its place in one step. On other databases everything happens in one
transaction: tables are emptied and filled again, which readers in a transaction of their own do not notice. Only where
the contract has changed since are tables dropped and made anew; that is to be done while nobody reads.

Only what this program made is ever replaced: an SQLite file carries its application id, a table elsewhere its comment.
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, inspect
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine.reflection import Inspector
from sqlalchemy.exc import DBAPIError

from servicing.database import address_of, open_engine, reason, shown, sqlite_file
from servicing.errors import BadAddress, LedgerUnreachable, NotOurs
from servicing.ledger.fields import Record
from servicing.ledger.tables import MADE_HERE, METADATA, TABLES, UtcTime

APPLICATION_ID = 0x4455495A
ROWS_AT_ONCE = 2000
SQLITE = sqlite.dialect()
BULK = (f"application_id={APPLICATION_ID}", "journal_mode=OFF", "synchronous=OFF")


def write_books(address: str, rows: Iterable[Record], tables: Collection[type[Record]]) -> Counter[str]:
    """Replaces the books at the address whole; says how many rows were written, by table.

    `tables` are those to make, also where they stay empty; rows may come in any order. Raises `BadAddress`,
    `LedgerUnreachable` or `NotOurs`; then the old books stand as they were.
    """
    url = address_of(address)
    if url.get_backend_name() != "sqlite":
        return _write_in_place(address, rows, tables)
    path = sqlite_file(url)
    if path is None:
        raise BadAddress(
            "Books in SQLite's memory would be gone at once; name a file, such as sqlite:///var/ledger.db."
        )
    try:
        return _write_beside(path.resolve(), rows, tables)
    except OSError as error:
        raise LedgerUnreachable(f"{path} cannot be written: {error.strerror}.") from error


def _write_beside(path: Path, rows: Iterable[Record], tables: Collection[type[Record]]) -> Counter[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    _check_file_is_ours(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    beside.unlink(missing_ok=True)
    try:
        with _opened(f"sqlite:///{beside}") as engine, engine.connect() as connection:
            for pragma in BULK:
                connection.exec_driver_sql(f"PRAGMA {pragma}")
            METADATA.create_all(connection, [TABLES[each] for each in tables])
            written = _insert(connection, rows)
            connection.commit()
        _put_in_place(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return written


def _check_file_is_ours(path: Path) -> None:
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        return
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    except sqlite3.DatabaseError:
        ours = False
    if not ours:
        raise NotOurs(f"{path} was not made by this program, so it is not replaced; name another file or remove it.")


def _put_in_place(beside: Path, path: Path) -> None:
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    for left_over in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + left_over).unlink(missing_ok=True)
    beside.replace(path)


def _write_in_place(address: str, rows: Iterable[Record], tables: Collection[type[Record]]) -> Counter[str]:
    with _opened(address) as engine, engine.begin() as connection:
        _make_room(connection, tables)
        return _insert(connection, rows)


@contextmanager
def _opened(address: str) -> Iterator[Engine]:
    engine = open_engine(address)
    try:
        yield engine
    except DBAPIError as error:
        raise LedgerUnreachable(f"{shown(engine.url)} cannot be written: {reason(error)}.") from error
    finally:
        engine.dispose()


def _make_room(connection: Connection, tables: Collection[type[Record]]) -> None:
    """The wanted tables, empty; a contract table that is not wanted is gone."""
    inspector = inspect(connection)
    there = [record for record in TABLES if inspector.has_table(record.table_name)]
    _check_tables_are_ours(inspector, there)
    for record in there:
        if record in tables and _fits(inspector, record):
            connection.execute(delete(TABLES[record]))
        else:
            TABLES[record].drop(connection)
    METADATA.create_all(connection, [TABLES[each] for each in tables])


def _check_tables_are_ours(inspector: Inspector, there: Iterable[type[Record]]) -> None:
    own = {name for name in inspector.get_table_names() if _comment(inspector, name) == MADE_HERE}
    foreign = [record.table_name for record in there if record.table_name not in own]
    if foreign:
        raise NotOurs(
            f"This database has {', '.join(foreign)} already, not made by this program, so nothing is replaced; "
            "name another database or schema."
        )


def _comment(inspector: Inspector, name: str) -> str | None:
    with suppress(NotImplementedError):
        return inspector.get_table_comment(name)["text"]
    return None


def _fits(inspector: Inspector, record: type[Record]) -> bool:
    there = {each["name"]: each["nullable"] for each in inspector.get_columns(record.table_name)}
    indexed = {each["name"] for each in inspector.get_indexes(record.table_name)}
    table = TABLES[record]
    return there == {each.name: each.nullable for each in table.columns} and indexed == {
        each.name for each in table.indexes
    }


def _insert(connection: Connection, rows: Iterable[Record]) -> Counter[str]:
    """Rows by the thousand, table by table as they fill up."""
    written: Counter[str] = Counter()
    waiting: dict[type[Record], list[Record]] = {}
    for row in rows:
        batch = waiting.setdefault(type(row), [])
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            written += _flush(connection, type(row), batch)
            batch.clear()
    for record, batch in waiting.items():
        written += _flush(connection, record, batch)
    return written


def _flush(connection: Connection, record: type[Record], batch: list[Record]) -> Counter[str]:
    if batch and connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_sqlite_insert(TABLES[record]), [_for_sqlite(each) for each in batch])
    elif batch:
        connection.execute(insert(TABLES[record]), [vars(each) for each in batch])
    return Counter({record.table_name: len(batch)})


@cache
def _sqlite_insert(table: Table) -> str:
    """The statement as SQLAlchemy makes it, put together once: for millions of rows that is half of the time."""
    return str(insert(table).compile(dialect=SQLITE))


def _for_sqlite(row: Record) -> tuple[Any, ...]:
    """The values of a row as SQLAlchemy would hand them to SQLite."""
    return tuple(
        value if value is None or change is None else change(value)
        for value, change in zip(vars(row).values(), _changes(TABLES[type(row)]), strict=True)
    )


@cache
def _changes(table: Table) -> tuple[Callable[[Any], Any] | None, ...]:
    """What becomes of a value of each column before SQLite gets it; None where nothing does."""
    return tuple(
        _utc_text if isinstance(each.type, UtcTime) else each.type.dialect_impl(SQLITE).bind_processor(SQLITE)
        for each in table.columns
    )


def _utc_text(moment: datetime) -> str:
    """A time as SQLAlchemy writes it for SQLite, five times as fast."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
