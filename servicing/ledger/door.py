"""The one way into the lender's books: read only, one borrower at a time, a bounded number of queries."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, inspect, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from servicing.database import open_engine, reason
from servicing.errors import LedgerOffContract, LedgerUnreachable, UnknownBorrower
from servicing.ledger.columns import Column, columns_of, reference_of
from servicing.ledger.facts import Facts, facts_of
from servicing.ledger.fields import Record
from servicing.ledger.records import RECORDS, Borrower, Incident, SettlementFile
from servicing.ledger.tables import TABLES

# A question is about what happened lately: files and incidents older than this explain nothing that is still open.
WORLD_WINDOW_DAYS = 120


class LedgerDoor:
    """Reads what the books say of a borrower.

    `facts` takes one query a table, 22 at most, whatever the length of the history, all in one transaction. Which
    tables the lender's books have is looked up when the door is first used, and again after the books failed.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._present: frozenset[str] | None = None

    def facts(self, borrower_id: str, now: datetime) -> Facts:
        """Everything the books say of the borrower.

        Raises `UnknownBorrower`, `LedgerUnreachable`, or `LedgerOffContract` where a table or row is not as agreed.
        """
        try:
            with self._engine.connect() as connection:
                present = self._tables_present(connection)
                rows = list(_rows(connection, present, borrower_id, now))
        except (DBAPIError, NoConnectionFree) as error:
            self._present = None
            raise LedgerUnreachable(f"The ledger cannot be read just now: {reason(error)}.") from error
        if not any(isinstance(row, Borrower) for row in rows):
            raise UnknownBorrower
        return facts_of(rows, absent={record.table_name for record in RECORDS} - present)

    def _tables_present(self, connection: Connection) -> frozenset[str]:
        if self._present is None:
            there = inspect(connection)
            present = frozenset(each.table_name for each in RECORDS if there.has_table(each.table_name))
            missing = [each.table_name for each in RECORDS if not each.optional and each.table_name not in present]
            if missing:
                raise LedgerOffContract(f"The ledger lacks {', '.join(missing)}, which the contract needs.")
            self._present = present
        return self._present


def open_door(address: str) -> LedgerDoor:
    """A door to the ledger at an address; nothing is connected yet. Raises `BadAddress`."""
    return LedgerDoor(open_engine(address, read_only=True))


def _rows(connection: Connection, present: frozenset[str], borrower_id: str, now: datetime) -> Iterator[Record]:
    for record in RECORDS:
        if record.table_name in present:
            yield from _read(connection, record, _query(record, borrower_id, now))


def _query(record: type[Record], borrower_id: str, now: datetime) -> Select[Any]:
    table = TABLES[record]
    query = select(table).order_by(table.c[reference_of(record)])
    since = now - timedelta(days=WORLD_WINDOW_DAYS)
    if record is Incident:
        return query.where(or_(table.c.started_at >= since, table.c.ended_at.is_(None)))
    if record is SettlementFile:
        return query.where(table.c.covers_on >= since.date())
    return query.where(table.c.borrower_id == borrower_id)


def _read(connection: Connection, record: type[Record], query: Select[Any]) -> Iterator[Record]:
    columns = columns_of(record)
    try:
        for row in connection.execute(query):
            yield _record(record, columns, row)
    except (ArithmeticError, TypeError, ValueError) as error:
        # A column of another type in the lender's view: the driver's value cannot be turned into the contract's.
        raise LedgerOffContract(f"{record.table_name} holds a value of another type than agreed: {error}.") from error


def _record(record: type[Record], columns: tuple[Column, ...], row: Row[Any]) -> Record:
    for column, value in zip(columns, row, strict=True):
        wrong = _what_is_wrong(column, value)
        if wrong:
            raise LedgerOffContract(f"{record.table_name}.{column.name} {wrong} in a row of the ledger.")
    return record(**row._mapping)


def _what_is_wrong(column: Column, value: object) -> str:
    if value is None:
        return "" if column.may_be_absent else "is empty, which it may not be,"
    if not isinstance(value, column.kind) or (column.kind is date and isinstance(value, datetime)):
        return f"is of type {type(value).__name__} instead of {column.kind.__name__}"
    if column.choices and value not in column.choices:
        return f"is {value!r}, which is no agreed code,"
    return ""
