"""Our own database (cases, and who may ask for whom): its tables, and the way from one version of them to the next."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, func, select

from servicing.database import sqlite_file

MIGRATIONS = Path(__file__).parent / "migrations"
# Of PostgreSQL's advisory locks, the one of whoever changes our tables: "DUIZ" in ASCII.
LOCK = 0x4455495A


def upgrade(engine: Engine, migrations: Path = MIGRATIONS) -> None:
    """Bring a database to the newest version of its tables; harmless when it is there already.

    Several may do so at the same moment, as the bot and the actions do when they start: one after the other does.
    """
    config = Config()
    config.set_main_option("script_location", str(migrations))
    with _alone_in(sqlite_file(engine.url)), engine.begin() as connection:
        _alone_on(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _alone_in(file: Path | None) -> Iterator[None]:
    """Holds the lock of an SQLite file's folder: opening a new file already changes it, and nobody waits for that."""
    if file is None or not file.parent.is_dir():
        yield
        return
    held = os.open(file.parent, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _alone_on(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
