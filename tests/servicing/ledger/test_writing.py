"""Books are written whole, in the place of our own old ones only, and whoever reads meanwhile sees no mixture."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from servicing.database import open_engine
from servicing.errors import BadAddress, LedgerUnreachable, NotOurs
from servicing.ledger.door import LedgerDoor
from servicing.ledger.fields import Record
from servicing.ledger.records import RECORDS, Hold, Posting
from servicing.ledger.writing import write_books
from tests.servicing.ledger.books import NOW, small_books

ROWS = small_books()
WITHOUT_HOLDS = [record for record in RECORDS if record is not Hold]


class Torn(Exception):
    """The source of the rows breaks in the middle."""


def half_of(rows: tuple[Record, ...]) -> Iterator[Record]:
    """Half of the rows, then a failure."""
    yield from rows[: len(rows) // 2]
    raise Torn


def test_books_replace_our_old_ones(tmp_path: Path) -> None:
    """Also where a folder has to be made first, and nothing else is left lying about."""
    address = f"sqlite:///{tmp_path}/new/ledger.db"
    assert write_books(address, ROWS, RECORDS).total() == len(ROWS)
    write_books(address, ROWS, WITHOUT_HOLDS)
    assert LedgerDoor(open_engine(address, read_only=True)).facts("B0001", NOW).absent == {"holds"}
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["ledger.db"]


def test_a_failure_leaves_the_old_books(tmp_path: Path) -> None:
    """Half of the new ones are nowhere."""
    address = f"sqlite:///{tmp_path}/ledger.db"
    write_books(address, ROWS, RECORDS)
    before = (tmp_path / "ledger.db").read_bytes()
    with pytest.raises(Torn):
        write_books(address, half_of(ROWS), RECORDS)
    assert (tmp_path / "ledger.db").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.db"]


def test_a_file_that_is_not_ours_is_not_replaced(tmp_path: Path) -> None:
    """A slip in the address must not cost anybody their data, whatever it is."""
    with closing(sqlite3.connect(tmp_path / "cases.db")) as connection:
        connection.execute("CREATE TABLE cases (number)")
    (tmp_path / "letter.txt").write_text("Dear Sir", encoding="utf-8")
    for name in ("cases.db", "letter.txt"):
        with pytest.raises(NotOurs, match=name):
            write_books(f"sqlite:///{tmp_path}/{name}", ROWS, RECORDS)
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "Dear Sir"


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    """In one sentence."""
    (tmp_path / "file").touch()
    with pytest.raises(LedgerUnreachable, match="cannot be written"):
        write_books(f"sqlite:///{tmp_path}/file/ledger.db", ROWS, RECORDS)
    with pytest.raises(BadAddress, match="would be gone"):
        write_books("sqlite://", ROWS, RECORDS)
    with pytest.raises(LedgerUnreachable, match="cannot be written"):
        write_books("postgresql://nobody@127.0.0.1:1/none", ROWS, RECORDS)


def tables_of(engine: Engine) -> set[str]:
    """The tables of the schema that the address names."""
    sql = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
    with engine.connect() as connection:
        return set(connection.exec_driver_sql(sql).scalars())


@pytest.mark.postgres
def test_postgresql_is_written_in_one_transaction(postgres: str) -> None:
    """A failure in the middle leaves the old books; a table of an older contract is made anew."""
    write_books(postgres, ROWS, RECORDS)
    with pytest.raises(Torn):
        write_books(postgres, half_of(ROWS), WITHOUT_HOLDS)
    engine = open_engine(postgres)
    assert tables_of(engine) == {record.table_name for record in RECORDS}
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE loans ADD COLUMN colour text")
    assert write_books(postgres, ROWS, WITHOUT_HOLDS).total() == len(ROWS)
    assert "holds" not in tables_of(engine)
    assert LedgerDoor(engine).facts("B0001", NOW).loans
    engine.dispose()


@pytest.mark.postgres
def test_a_reader_of_postgresql_sees_the_old_books_to_the_end(postgres: str) -> None:
    """The rows that a question began with are those that it ends with."""
    write_books(postgres, ROWS, RECORDS)
    reader = open_engine(postgres, read_only=True)
    with reader.connect() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM loans").scalar()
        write_books(postgres, [row for row in ROWS if not isinstance(row, Posting)], RECORDS)
        assert connection.exec_driver_sql("SELECT count(*) FROM postings").scalar() != 0
        assert connection.exec_driver_sql("SELECT count(*) FROM loans").scalar() == before
    reader.dispose()


@pytest.mark.postgres
def test_tables_of_others_are_not_replaced(postgres: str) -> None:
    """The lender's own `loans`, or a view over them, stay what they are."""
    engine = open_engine(postgres)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE contracts (loan_id text)")
        connection.exec_driver_sql("CREATE VIEW loans AS SELECT loan_id FROM contracts")
        connection.exec_driver_sql("CREATE TABLE plans (plan_id text)")
    with pytest.raises(NotOurs, match="loans, plans already"):
        write_books(postgres, ROWS, RECORDS)
    assert tables_of(engine) == {"contracts", "loans", "plans"}
    engine.dispose()
