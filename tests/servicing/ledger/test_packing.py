"""Rows made ready for SQLite are what SQLAlchemy would have made of them, and nothing else is put in their place."""

import pickle
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine, insert

from servicing.ledger.columns import columns_of
from servicing.ledger.fields import Record
from servicing.ledger.packing import ROWS_AT_ONCE, pack_for_sqlite, packed, packing_for
from servicing.ledger.records import RECORDS, BureauReport, Incident, Instalment, Posting
from servicing.ledger.tables import TABLES
from tests.servicing.ledger.books import NOW, small_books

ROWS = small_books(60)
POSTING = next(each for each in ROWS if isinstance(each, Posting))
INSTALMENT = next(each for each in ROWS if isinstance(each, Instalment))
INCIDENT = next(each for each in ROWS if isinstance(each, Incident))


def by_sqlalchemy(record: type[Record], rows: list[Record]) -> list[tuple[object, ...]]:
    """What SQLite holds after SQLAlchemy has written rows, without SQLAlchemy's way back."""
    with create_engine("sqlite://").begin() as connection:
        TABLES[record].create(connection)
        connection.execute(insert(TABLES[record]), [vars(each) for each in rows])
        return [tuple(each) for each in connection.exec_driver_sql(f"SELECT * FROM {record.table_name}")]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.table_name)
def test_the_demos_rows_are_bound_as_sqlalchemy_binds_them(record: type[Record]) -> None:
    """Every column of every table: text, whole numbers, decimals, days and times, and what is absent."""
    rows = [each for each in ROWS if type(each) is record]
    assert rows
    assert list(pack_for_sqlite(record, rows).values) == by_sqlalchemy(record, rows)


@pytest.mark.parametrize(
    "row",
    [
        *(replace(POSTING, amount=Decimal(each)) for each in ("-0.00", "1E+3", "0.000001", "12345678901234.123456")),
        *(replace(INSTALMENT, due_on=date(*each)) for each in ((1, 1, 1), (2024, 2, 29))),
        replace(POSTING, posted_at=NOW.replace(microsecond=7), instalment_id=None, reason="\u65e9\u8fd8'; --"),
        replace(POSTING, posted_at=datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=ZoneInfo("America/New_York"))),
        replace(POSTING, posted_at=NOW.astimezone(timezone(timedelta(hours=5, minutes=45)))),
        replace(INCIDENT, ended_at=None),
        BureauReport("R", "B", "L", date(2026, 1, 1), NOW, "late", 2**40),
    ],
    ids=lambda row: row.table_name,
)
def test_odd_values_are_bound_as_sqlalchemy_binds_them(row: Record) -> None:
    """Each kind of column at its edges: exponents, zeros, early days, other zones, fractions of a second."""
    assert list(pack_for_sqlite(type(row), [row]).values) == by_sqlalchemy(type(row), [row])


def test_all_kinds_of_columns_are_there() -> None:
    """What no table has would not have been compared."""
    kinds = {each.kind for record in RECORDS for each in columns_of(record)}
    assert kinds == {str, int, Decimal, date, datetime}


def test_a_time_without_a_zone_is_refused() -> None:
    """It would become another moment, depending on where the program runs."""
    with pytest.raises(ValueError, match="has no time zone"):
        pack_for_sqlite(Posting, [replace(POSTING, posted_at=NOW.replace(tzinfo=None))])


def test_batches_are_of_one_table_and_lose_no_row() -> None:
    """Whatever order the rows come in."""
    mixed = [*ROWS, *(replace(POSTING, posting_id=f"R{number}") for number in range(ROWS_AT_ONCE + 1))]
    batches = list(packed(mixed, pack_for_sqlite))
    assert max(len(each.values) for each in batches) == ROWS_AT_ONCE
    packed_rows = Counter(batch.record for batch in batches for _ in batch.values)
    assert packed_rows == Counter(map(type, mixed))


@pytest.mark.parametrize("address", ["sqlite:///ledger.db", "postgresql://reader@host/books"])
def test_what_packs_and_what_is_packed_can_be_sent_to_another_process(address: str) -> None:
    """Several processes make the demo's borrowers, and one writes."""
    pack = pickle.loads(pickle.dumps(packing_for(address)))
    batch = pack(Posting, [POSTING])
    assert pickle.loads(pickle.dumps(batch)) == batch
