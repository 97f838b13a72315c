"""Writes whole books into a database that is ours, in the place of those that stood there.

Who reads meanwhile sees the old books or the new ones, never a mixture. On SQLite the new books are written into a
file beside the old one, which is then put in its place in one step. On other databases everything happens in one
transaction: tables are emptied and filled again, which readers in a transaction of their own do not notice. Only where
the contract has changed since are tables dropped and made anew; that is to be done while nobody reads. A new table gets
its indexes once it is filled, which takes a fraction of the time.

Only what this program made is ever replaced: an SQLite file carries its application id, a table elsewhere its comment.
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, inspect
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine.reflection import Inspector
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateTable, SetTableComment

from servicing.database import address_of, open_engine, reason, shown, sqlite_file
from servicing.errors import BadAddress, LedgerUnreachable, NotOurs
from servicing.ledger.fields import Record
from servicing.ledger.packing import Batch, packed, packing_for
from servicing.ledger.tables import MADE_HERE, TABLES

APPLICATION_ID = 0x4455495A
SQLITE = sqlite.dialect()
# A file that nobody else sees yet needs no journal; its indexes are sorted in memory, by two threads.
BULK = (
    f"application_id={APPLICATION_ID}",
    "journal_mode=OFF",
    "synchronous=OFF",
    "locking_mode=EXCLUSIVE",
    "cache_size=-262144",
    "threads=2",
)


def write_books(address: str, rows: Iterable[Record], tables: Collection[type[Record]]) -> Counter[str]:
    """Replaces the books at the address whole; says how many rows were written, by table.

    `tables` are those to make, also where they stay empty; rows may come in any order. Raises `BadAddress`,
    `LedgerUnreachable` or `NotOurs`; then the old books stand as they were.
    """
    return write_batches(address, packed(rows, packing_for(address)), tables)


def write_batches(address: str, batches: Iterable[Batch], tables: Collection[type[Record]]) -> Counter[str]:
    """The same for rows that are ready for this database's driver (`packing_for`)."""
    url = address_of(address)
    if url.get_backend_name() != "sqlite":
        return _write_in_place(address, batches, tables)
    path = sqlite_file(url)
    if path is None:
        raise BadAddress(
            "Books in SQLite's memory would be gone at once; name a file, such as sqlite:///var/ledger.db."
        )
    try:
        return _write_beside(path.resolve(), batches, tables)
    except OSError as error:
        raise LedgerUnreachable(f"{path} cannot be written: {error.strerror}.") from error


def _write_beside(path: Path, batches: Iterable[Batch], tables: Collection[type[Record]]) -> Counter[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    _check_file_is_ours(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    beside.unlink(missing_ok=True)
    try:
        with _opened(f"sqlite:///{beside}") as engine, engine.connect() as connection:
            for pragma in BULK:
                connection.exec_driver_sql(f"PRAGMA {pragma}")
            _make(connection, tables)
            written = _insert_into_sqlite(connection, batches)
            _index(connection, tables)
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


def _write_in_place(address: str, batches: Iterable[Batch], tables: Collection[type[Record]]) -> Counter[str]:
    with _opened(address) as engine, engine.begin() as connection:
        new = _make_room(connection, tables)
        written = _insert(connection, batches)
        _index(connection, new)
        return written


@contextmanager
def _opened(address: str) -> Iterator[Engine]:
    engine = open_engine(address)
    try:
        yield engine
    except DBAPIError as error:
        raise LedgerUnreachable(f"{shown(engine.url)} cannot be written: {reason(error)}.") from error
    finally:
        engine.dispose()


def _make(connection: Connection, tables: Iterable[type[Record]]) -> None:
    """Tables without their indexes; the comment that says whose they are where the database keeps comments."""
    for each in tables:
        connection.execute(CreateTable(TABLES[each]))
        if connection.dialect.supports_comments and not connection.dialect.inline_comments:
            connection.execute(SetTableComment(TABLES[each]))


def _index(connection: Connection, tables: Iterable[type[Record]]) -> None:
    """The indexes of tables that have none."""
    for record in tables:
        for index in sorted(TABLES[record].indexes, key=lambda each: str(each.name)):
            index.create(connection)


def _make_room(connection: Connection, tables: Collection[type[Record]]) -> Collection[type[Record]]:
    """The wanted tables, empty; a contract table that is not wanted is gone. Says which are new, without indexes."""
    inspector = inspect(connection)
    there = [record for record in TABLES if inspector.has_table(record.table_name)]
    _check_tables_are_ours(inspector, there)
    fitting = [record for record in there if record in tables and _fits(inspector, record)]
    for record in there:
        if record in fitting:
            connection.execute(delete(TABLES[record]))
        else:
            TABLES[record].drop(connection)
    new = [record for record in tables if record not in fitting]
    _make(connection, new)
    return new


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


def _insert(connection: Connection, batches: Iterable[Batch]) -> Counter[str]:
    written: Counter[str] = Counter()
    for each in batches:
        connection.execute(insert(TABLES[each.record]), each.values)
        written[each.record.table_name] += len(each.values)
    return written


def _insert_into_sqlite(connection: Connection, batches: Iterable[Batch]) -> Counter[str]:
    """The same for values that are ready, with statements that are put together once."""
    written: Counter[str] = Counter()
    statements = {record: str(insert(table).compile(dialect=SQLITE)) for record, table in TABLES.items()}
    for each in batches:
        connection.exec_driver_sql(statements[each.record], each.values)
        written[each.record.table_name] += len(each.values)
    return written
