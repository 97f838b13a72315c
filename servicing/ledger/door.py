"""The one way into the lender's books: read only, one borrower at a time, a bounded number of queries."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Select, inspect, select
from sqlalchemy.exc import DBAPIError

from servicing.errors import LedgerUnreachable, UnknownBorrower
from servicing.ledger.facts import Facts, facts_of
from servicing.ledger.fields import Record
from servicing.ledger.records import RECORDS, Borrower, Incident, SettlementFile
from servicing.ledger.tables import TABLES

# A question is about what happened lately: files and incidents older than this explain nothing that is still open.
WORLD_WINDOW_DAYS = 120


class LedgerDoor:
    """Reads what the books say of a borrower.

    `facts` takes one query a table, 22 at most, whatever the length of the history. Tables that the lender's books
    lack are looked up once, when the door is first used.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._present: frozenset[str] | None = None

    def facts(self, borrower_id: str, now: datetime) -> Facts:
        """Everything the books say of the borrower; raises `UnknownBorrower` or `LedgerUnreachable`."""
        try:
            with self._engine.connect() as connection:
                present = self._tables_present(connection)
                rows = list(_rows(connection, present, borrower_id, now))
        except DBAPIError as error:
            raise LedgerUnreachable from error
        if not any(isinstance(row, Borrower) for row in rows):
            raise UnknownBorrower
        return facts_of(rows, absent={record.table_name for record in RECORDS} - present)

    def _tables_present(self, connection: Connection) -> frozenset[str]:
        if self._present is None:
            there = inspect(connection)
            self._present = frozenset(there.get_table_names()) | frozenset(there.get_view_names())
        return self._present


def _rows(connection: Connection, present: frozenset[str], borrower_id: str, now: datetime) -> Iterator[Record]:
    for record in RECORDS:
        if record.table_name in present:
            for row in connection.execute(_query(record, borrower_id, now)):
                yield record(**row._mapping)


def _query(record: type[Record], borrower_id: str, now: datetime) -> Select[Any]:
    table = TABLES[record]
    since = now - timedelta(days=WORLD_WINDOW_DAYS)
    if record is Incident:
        return select(table).where(table.c.started_at >= since)
    if record is SettlementFile:
        return select(table).where(table.c.covers_on >= since.date())
    return select(table).where(table.c.borrower_id == borrower_id)
