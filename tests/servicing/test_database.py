"""How databases are opened: who only reads cannot write, and an address that cannot be used is told in a sentence."""

from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from servicing.database import address_of, open_engine
from servicing.errors import BadAddress


def test_a_plain_postgresql_address_means_psycopg_3() -> None:
    """Whoever names another driver gets that one."""
    assert address_of("postgresql://a@b/c").drivername == "postgresql+psycopg"
    assert address_of("postgresql+asyncpg://a@b/c").drivername == "postgresql+asyncpg"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("ledger.db", "cannot be read: write it as SQLAlchemy does"),
        ("sqlite:///file:x.db?uri=true", "by its plain path"),
        ("sqlite://", "in memory can be read only by the program that made it"),
        ("nosuch://host/books", "cannot be used"),
        ("mssql+pymssql://reader:secret@host/books", "needs pymssql"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(address: str, sentence: str) -> None:
    """In one sentence, and without the password."""
    with pytest.raises(BadAddress, match=sentence) as told:
        open_engine(address, read_only=True)
    assert "secret" not in str(told.value)


def test_who_only_reads_sqlite_cannot_write(tmp_path: Path) -> None:
    """The promise only to read the lender's books is kept by the database, not by our care."""
    address = f"sqlite:///{tmp_path}/50% of it?.db"
    with open_engine(address).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE loans (loan_id)")
    reader = open_engine(address, read_only=True)
    with pytest.raises(OperationalError, match="readonly"), reader.begin() as connection:
        connection.exec_driver_sql("INSERT INTO loans VALUES ('N1')")
    with reader.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM loans").scalar() == 0


def test_reading_a_missing_sqlite_file_does_not_make_it(tmp_path: Path) -> None:
    """An empty file in the place of the books would hide that the address is wrong."""
    with pytest.raises(OperationalError):
        open_engine(f"sqlite:///{tmp_path}/missing.db", read_only=True).connect()
    assert list(tmp_path.iterdir()) == []


def test_our_own_stores_are_durable(tmp_path: Path) -> None:
    """What is committed survives a crash, and no row points at nothing."""
    with open_engine(f"sqlite:///{tmp_path}/cases.db", durable=True).connect() as connection:
        wanted = ("journal_mode", "synchronous", "foreign_keys")
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted]
    assert pragmas == ["wal", 2, 1]


@pytest.mark.postgres
def test_who_only_reads_postgresql_cannot_write(postgres: str) -> None:
    """Also where the account could."""
    with open_engine(postgres).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE loans (loan_id text)")
    reader = open_engine(postgres, read_only=True)
    with pytest.raises(DBAPIError, match="read-only transaction"), reader.begin() as connection:
        connection.exec_driver_sql("INSERT INTO loans VALUES ('N1')")
    with reader.connect() as connection:
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "10s"
    reader.dispose()
