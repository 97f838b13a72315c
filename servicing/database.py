"""How a database is opened: one place for addresses, drivers, time limits and the promise only to read."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from servicing.errors import BadAddress

CONNECT_SECONDS = 5
READ_SECONDS = 10
POSTGRES = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def address_of(text: str) -> URL:
    """The address as SQLAlchemy reads it, with psycopg 3 for a plain `postgresql://`; raises `BadAddress`."""
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError) as error:
        raise BadAddress(
            "The database address cannot be read: write it as SQLAlchemy does, such as sqlite:///var/ledger.db "
            "or postgresql://reader@host/books."
        ) from error
    if url.get_backend_name() == "sqlite" and str(url.database).startswith("file:"):
        raise BadAddress("Name an SQLite file by its plain path, such as sqlite:///var/ledger.db.")
    return url.set(drivername=POSTGRES.get(url.drivername, url.drivername))


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite address; None for any other database and for SQLite in memory."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def shown(url: URL) -> str:
    """The address for a message: without its password."""
    return url.render_as_string(hide_password=True)


def open_engine(address: str, *, durable: bool = False, read_only: bool = False) -> Engine:
    """An engine for an address; nothing is connected yet. Raises `BadAddress`.

    `read_only` has the database itself refuse every write (SQLite opens the file with `mode=ro`, which does not make a
    missing one; PostgreSQL sets `default_transaction_read_only`), has all reads of a transaction see one state, and
    gives up on a query after 10 seconds; of any other database the account's own rights decide. `durable` is for our
    own stores: what is committed is on the disk (SQLite: WAL, synchronous=FULL, foreign_keys=ON).
    """
    url = address_of(address)
    with _driver_named(url):
        if url.get_backend_name() == "sqlite":
            return _open_sqlite(url, durable, read_only)
        if url.get_backend_name() == "postgresql":
            return _open_postgres(url, read_only)
        return create_engine(url, pool_pre_ping=True)


@contextmanager
def _driver_named(url: URL) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as missing:
        raise BadAddress(
            f"The database at {shown(url)} needs {missing.name}, which is not installed here."
        ) from missing
    except SQLAlchemyError as error:
        raise BadAddress(f"The database address {shown(url)} cannot be used: {reason(error)}.") from error


def _open_sqlite(url: URL, durable: bool, read_only: bool) -> Engine:
    if not read_only:
        engine = create_engine(url)
        if durable:
            event.listen(engine, "connect", _make_durable)
        return engine
    path = sqlite_file(url)
    if path is None:
        raise BadAddress("An SQLite database in memory can be read only by the program that made it; name a file.")
    only_read = url.set(database=f"file:{quote(str(path))}", query={**url.query, "mode": "ro", "uri": "true"})
    # No pool: a file that was put in the place of the old one is seen by the next question.
    engine = create_engine(only_read, poolclass=NullPool)
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", _begin)
    return engine


def _make_durable(connection: sqlite3.Connection, _: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _leave_transactions_to_us(connection: sqlite3.Connection, _: Any) -> None:
    """Python's own SQLite driver begins no transaction for a SELECT."""
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _open_postgres(url: URL, read_only: bool) -> Engine:
    patience = {"connect_timeout": CONNECT_SECONDS}
    if not read_only:
        return create_engine(url, pool_pre_ping=True, connect_args=patience)
    theirs = url.query.get("options", "")
    options = (
        f"-c statement_timeout={READ_SECONDS}s {theirs if isinstance(theirs, str) else ' '.join(theirs)} "
        "-c default_transaction_read_only=on"
    )
    return create_engine(
        url,
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ",
        connect_args={**patience, "options": options},
    )


def reason(error: SQLAlchemyError) -> str:
    """What the database said, in one line."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0].rstrip(".")


@contextmanager
def counted_selects(engine: Engine) -> Iterator[list[str]]:
    """The SELECT statements that the engine sends meanwhile, in order."""
    sent: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
