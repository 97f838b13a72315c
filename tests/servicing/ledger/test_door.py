"""The door to the books: bounded, read only, and honest about what it cannot read."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, inspect

from servicing.database import counted_selects, open_engine
from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from servicing.errors import LedgerOffContract, LedgerUnreachable, UnknownBorrower
from servicing.ledger.columns import reference_of
from servicing.ledger.demo.world import CHANNELS as WITH_FILES
from servicing.ledger.door import LedgerDoor, open_door
from servicing.ledger.facts import NONE, Facts, facts_of
from servicing.ledger.fields import Record
from servicing.ledger.records import (
    RECORDS,
    ChannelRecord,
    Posting,
)
from servicing.ledger.slices import MOST_ROWS
from servicing.ledger.writing import write_books
from tests.servicing.ledger.books import NOW, small_books

ROWS = small_books()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small books in SQLite, written once."""
    file = tmp_path_factory.mktemp("written") / "ledger.db"
    write_books(f"sqlite:///{file}", ROWS, RECORDS)
    return file


@pytest.fixture
def address(written: Path, tmp_path: Path) -> str:
    """A copy of them that a test may change."""
    return f"sqlite:///{shutil.copy(written, tmp_path)}"


def change(address: str, sql: str) -> None:
    """What the lender does to the books meanwhile."""
    engine = open_engine(address)
    with engine.begin() as connection:
        connection.exec_driver_sql(sql)
    engine.dispose()


def test_the_number_of_queries_does_not_grow_with_history(tmp_path: Path) -> None:
    """A borrower with ten thousand postings must be answered as one with ten."""
    long_history = [*ROWS, *copies_of(next(row for row in ROWS if isinstance(row, Posting)), 10_000)]
    counts = []
    for name, rows in (("short", ROWS), ("long", long_history)):
        write_books(f"sqlite:///{tmp_path}/{name}.db", rows, RECORDS)
        engine = open_engine(f"sqlite:///{tmp_path}/{name}.db", read_only=True)
        with counted_selects(engine) as sent:
            LedgerDoor(engine).facts("B0001", NOW)
        counts.append(len(sent))
    assert counts == [len(RECORDS), len(RECORDS)]


def copies_of(posting: Posting, number: int) -> Iterator[Record]:
    """As many postings like it."""
    return (replace(posting, posting_id=f"R-{each}") for each in range(number))


def test_facts_are_those_of_one_borrower(address: str) -> None:
    """Nobody else's rows; all of a short history, and of the settlement files those in which a debit can stand."""
    facts = open_door(address).facts("B0002", NOW)
    mine = facts_of(row for row in ROWS if getattr(row, "borrower_id", "B0002") == "B0002")
    files = {(each.channel, each.covers_on) for each in facts.settlement_files}
    debits = [each for each in facts.channel_records if each.kind == "debit" and each.channel in WITH_FILES]
    covered = [(each.channel, each.covers_on) for each in mine.settlement_files]
    assert files.issuperset(
        one for one in covered if one in {(each.channel, each.occurred_at.date()) for each in debits}
    )
    assert {channel for channel, _ in files} <= {each.channel for each in debits}
    assert in_order(replace(facts, settlement_files=NONE)) == in_order(replace(mine, settlement_files=NONE))


def test_another_borrowers_row_is_not_read_whoever_names_it(address: str) -> None:
    """Contradicting books may have one borrower's posting name another's payment."""
    theirs = next(row for row in ROWS if isinstance(row, ChannelRecord) and row.borrower_id == "B0002")
    change(address, f"UPDATE postings SET record_id = '{theirs.record_id}' WHERE borrower_id = 'B0001'")
    facts = open_door(address).facts("B0001", NOW)
    assert {each.borrower_id for each in facts.channel_records} == {"B0001"}


@pytest.mark.postgres
def test_books_that_lack_an_index_are_made_anew(postgres: str) -> None:
    """Books written by an older version would otherwise keep its indexes, and be slow without a word."""
    write_books(postgres, ROWS, RECORDS)
    change(postgres, "DROP INDEX ix_postings_borrower_loan")
    write_books(postgres, ROWS, RECORDS)
    engine = open_engine(postgres)
    assert "ix_postings_borrower_loan" in {each["name"] for each in inspect(engine).get_indexes("postings")}
    engine.dispose()


def test_more_than_can_be_read_is_refused(tmp_path: Path) -> None:
    """Sums over a part would be wrong, so nothing is said at all."""
    address = f"sqlite:///{tmp_path}/ledger.db"
    write_books(address, [*ROWS, *copies_of(next(row for row in ROWS if isinstance(row, Posting)), MOST_ROWS)], RECORDS)
    with pytest.raises(LedgerOffContract, match="postings has more than 20,000 rows"):
        open_door(address).facts("B0001", NOW)


def test_no_query_looks_through_a_whole_table(address: str) -> None:
    """On SQLite, whose plans say SCAN and the table's name where no index serves."""
    engine = open_engine(address, read_only=True)
    plans = "\n".join(f"{line[3]};" for each in explained(engine, "EXPLAIN QUERY PLAN") for line in each)
    assert [record.table_name for record in RECORDS if f"SCAN {record.table_name}" in plans] == []
    assert "USING INDEX ix_postings_borrower_loan (borrower_id=? AND loan_id=?)" in plans
    engine.dispose()


@pytest.mark.postgres
def test_no_query_looks_through_a_whole_table_on_postgresql(postgres: str) -> None:
    """Small tables are looked through all the same, so the planner is told to do that only where no index serves."""
    write_books(postgres, ROWS, RECORDS)
    engine = open_engine(postgres, read_only=True)
    plans = [str(line[0]) for each in explained(engine, "EXPLAIN", "SET enable_seqscan = off") for line in each]
    assert [line for line in plans if "Seq Scan" in line] == []
    assert any("Index Scan using ix_postings_" in line or "on ix_postings_" in line for line in plans)
    engine.dispose()


def explained(engine: Engine, explain: str, *before: str) -> list[Sequence[Any]]:
    """The plan of every query that a question takes."""
    sent: list[tuple[str, Any]] = []
    event.listen(engine, "before_cursor_execute", lambda *each: sent.append((each[2], each[3])))
    door = LedgerDoor(engine)
    door.facts("B0001", NOW)
    sent.clear()
    door.facts("B0001", NOW, loans=("OLD-1",))
    asked = [each for each in sent if each[0].startswith("SELECT")]
    assert len(asked) == len(RECORDS)
    with engine.connect() as connection:
        for each in before:
            connection.exec_driver_sql(each)
        return [connection.exec_driver_sql(f"{explain} {text}", values).all() for text, values in asked]


def in_order(facts: Facts) -> dict[str, list[Record]]:
    """Facts in which the order of rows does not count."""
    rows = {record: getattr(facts, record.table_name) for record in RECORDS}
    return {record.table_name: sorted(rows[record], key=attrgetter(reference_of(record))) for record in RECORDS}


def test_an_unknown_borrower_is_told(address: str) -> None:
    """And is not somebody with empty books."""
    with pytest.raises(UnknownBorrower):
        open_door(address).facts("B9999", NOW)


def test_a_missing_file_is_told_and_not_made(tmp_path: Path) -> None:
    """The same for a server that does not answer."""
    with pytest.raises(LedgerUnreachable):
        open_door(f"sqlite:///{tmp_path}/none.db").facts("B0001", NOW)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(LedgerUnreachable):
        open_door("postgresql://nobody@127.0.0.1:1/none").facts("B0001", NOW)


def test_an_optional_table_that_is_missing_is_named(address: str) -> None:
    """What it would have said is not known."""
    change(address, "DROP TABLE holds")
    assert open_door(address).facts("B0001", NOW).absent == {"holds"}


def test_a_needed_table_that_is_missing_is_told(address: str) -> None:
    """Without postings nothing could be told from nothing being wrong."""
    change(address, "DROP TABLE postings")
    with pytest.raises(LedgerOffContract, match="The ledger lacks postings"):
        open_door(address).facts("B0001", NOW)


def test_a_table_that_vanishes_is_told_and_looked_for_again(address: str) -> None:
    """A door lives as long as its process; what it once saw may have changed."""
    door = open_door(address)
    door.facts("B0001", NOW)
    change(address, "DROP TABLE holds")
    with pytest.raises(LedgerUnreachable, match="no such table: holds"):
        door.facts("B0001", NOW)
    assert door.facts("B0001", NOW).absent == {"holds"}


def test_books_put_in_place_are_seen_by_the_next_question(address: str) -> None:
    """`make run` renews the demo's books under a bot that may be running."""
    door = open_door(address)
    door.facts("B0003", NOW)
    write_books(address, small_books(2), RECORDS)
    with pytest.raises(UnknownBorrower):
        door.facts("B0003", NOW)


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE loans SET status = 'sleeping'", "loans.status is 'sleeping', which is no agreed code"),
        ("UPDATE loans SET principal = 'much'", "loans holds a value of another type"),
        ("UPDATE loans SET drawn_at = 'once'", "loans holds a value of another type"),
        ("UPDATE plans SET reason = 7; ", "plans.reason is of type int instead of str"),
        ("UPDATE borrowers SET time_zone = 'Mars/Olympus'", "borrowers.time_zone is 'Mars/Olympus'"),
        ("UPDATE loans SET currency = 'yuan'", "loans.currency is 'yuan'"),
    ],
)
def test_a_row_that_breaks_the_contract_is_told(address: str, sql: str, sentence: str) -> None:
    """A view may deliver anything; past the door nobody has to expect it."""
    change(address, "ALTER TABLE plans RENAME TO kept")
    change(address, "CREATE TABLE plans AS SELECT * FROM kept")
    change(address, "ALTER TABLE plans RENAME COLUMN reason TO old")
    change(address, "ALTER TABLE plans ADD COLUMN reason")
    change(address, "UPDATE plans SET reason = old")
    change(address, sql)
    with pytest.raises(LedgerOffContract, match=sentence):
        open_door(address).facts("B0001", NOW)


def test_a_reference_that_two_rows_have_is_read_twice(address: str) -> None:
    """They contradict each other, which a diagnosis has to see; one row that a view has twice is one."""
    own = open_door(address).facts("B0001", NOW)
    for table in ("plans", "postings"):
        change(address, f"ALTER TABLE {table} RENAME TO kept_{table}")
        change(address, f"CREATE TABLE {table} AS SELECT * FROM kept_{table} UNION ALL SELECT * FROM kept_{table}")
    change(address, "UPDATE postings SET reason = 'once_more' WHERE rowid > (SELECT count(*) FROM kept_postings)")
    read = open_door(address).facts("B0001", NOW)
    assert len(read.postings) == 2 * len(own.postings) > 0
    assert read.plans == own.plans
    assert diagnose(Setting(read, NOW, load()), "limit_mismatch").found[0].cause == "data_correction_needed"


@pytest.mark.postgres
def test_views_will_do(postgres: str) -> None:
    """A lender's tables have names of their own; plain and materialised views over them are read alike."""
    write_books(postgres, ROWS, RECORDS)
    door, engine = open_door(postgres), open_engine(postgres)
    from_tables = door.facts("B0002", NOW)
    rename_behind_a_view(engine, "loans", "VIEW")
    rename_behind_a_view(engine, "postings", "MATERIALIZED VIEW")
    assert open_door(postgres).facts("B0002", NOW) == from_tables
    engine.dispose()


def rename_behind_a_view(engine: Engine, name: str, kind: str) -> None:
    """The table gets another name, and a view its old one."""
    with engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {name} RENAME TO core_{name}")
        connection.exec_driver_sql(f"CREATE {kind} {name} AS SELECT * FROM core_{name}")
