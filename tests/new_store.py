"""A database of our own for a test: its tables are made once a run, and every test gets a file of its own with them."""

import sqlite3
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, MetaData, event

from servicing.database import open_engine


def new_store(file: Path, tables: MetaData) -> Engine:
    """Opened as the house opens its own, but without waiting for the disk; a file that is there is kept as it is."""
    if not file.exists():
        file.write_bytes(_empty(tables))
    engine = open_engine(f"sqlite:///{file}", durable=True)
    event.listen(engine, "connect", _need_not_last)
    return engine


@cache
def _empty(tables: MetaData) -> bytes:
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/empty.db", durable=True)
        tables.create_all(engine)
        engine.dispose()
        return (Path(folder) / "empty.db").read_bytes()


def _need_not_last(connection: sqlite3.Connection, _: Any) -> None:
    """What a test writes need not survive the machine."""
    connection.execute("PRAGMA synchronous=OFF")
