"""The one way into the lender's books: read only, one borrower at a time, a bounded number of queries and rows."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from servicing.database import open_engine, reason
from servicing.errors import LedgerOffContract, LedgerUnreachable, UnknownBorrower
from servicing.ledger.agreed import agreed_rows
from servicing.ledger.columns import columns_of, reference_of
from servicing.ledger.facts import Facts
from servicing.ledger.fields import Record
from servicing.ledger.records import RECORDS, Borrower, Loan, SettlementFile
from servicing.ledger.rows import Rows
from servicing.ledger.slices import (
    BORROWER_ROW,
    LATE_REPORT_DAYS,
    MOST_LOANS,
    MOST_ROWS,
    RECENT_DAYS,
    STATEMENTS,
    Statement,
    loans_in_question,
)

# The files in which a debit can stand: from that of the day before (a business day may begin the evening before) to
# that of the first day after the longest public holiday.
FILE_DAYS = range(-1, 11)

Values = Mapping[str, Any]
Row = TypeVar("Row", bound=Record)


class LedgerDoor:
    """Reads what the books say of a borrower.

    `facts` takes one query a table, 22 at most, all in one transaction, and reads the loans in question whole, the
    rest latest first up to a limit (`slices` says which); so neither grows with the length of the history. Which
    tables the lender's books have is looked up when the door is first used, and again after the books failed.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._present: frozenset[str] | None = None

    def facts(self, borrower_id: str, now: datetime, *, loans: Collection[str] = ()) -> Facts:
        """What the books say of the borrower that a question asked now can be about.

        `loans` are references of loans to read whole however old they are, where they are the borrower's. Raises
        `UnknownBorrower`, `LedgerUnreachable`, or `LedgerOffContract` where a table or row is not as agreed.
        """
        values = {
            "borrower_id": borrower_id,
            "recent": now - timedelta(days=RECENT_DAYS),
            "late_since": now - timedelta(days=LATE_REPORT_DAYS),
        }
        try:
            with self._engine.connect() as connection:
                present = self._tables_present(connection)
                rows = _rows(connection, present, values, loans)
        except (DBAPIError, NoConnectionFree) as error:
            self._present = None
            raise LedgerUnreachable(f"The ledger cannot be read just now: {reason(error)}.") from error
        return Facts(**rows, absent=frozenset(record.table_name for record in RECORDS) - present)

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


def _rows(
    connection: Connection, present: frozenset[str], values: Values, named: Collection[str]
) -> dict[str, Rows[Any]]:
    """The rows of every table; those of the loans are found by the loans, those of the files by the debits."""
    borrowers = _read(connection, Borrower, BORROWER_ROW, values)
    if not borrowers:
        raise UnknownBorrower
    loans = _read(connection, Loan, loans_in_question(present), {**values, "loan_ids": list(named)}, MOST_LOANS)
    values = {**values, "loan_ids": [each.loan_id for each in loans]}
    rows: dict[str, Rows[Any]] = {"borrowers": borrowers, "loans": loans}
    for record, statement in STATEMENTS.items():
        if record.table_name in present:
            found_by = _files_of(rows, values["recent"]) if record is SettlementFile else values
            rows[record.table_name] = _read(connection, record, statement, found_by)
    return rows


def _files_of(rows: Mapping[str, Rows[Any]], since: datetime) -> Values:
    """The channels and the days of the files in which the borrower's debits can stand: recent or unbooked ones."""
    booked = rows["postings"].each_once("record_id") | rows["postings"].each_once("instruction_id")
    asked_for = [
        each
        for each in rows["channel_records"]
        if each.kind == "debit"
        if each.occurred_at >= since or booked.isdisjoint((each.record_id, each.instruction_id or each.record_id))
    ]
    days = {each.occurred_at.date() + timedelta(days=after) for each in asked_for for after in FILE_DAYS}
    return {"channels": sorted({each.channel for each in asked_for}), "days": sorted(days)}


def _read(
    connection: Connection, record: type[Row], statement: Statement, values: Values, most: int = MOST_ROWS
) -> Rows[Row]:
    """The borrower's rows that a statement finds, in the order of their references.

    Each once; two that have one reference and are not the same are both there, for they contradict each other.
    """
    names = [each.name for each in columns_of(record)]
    own, owner = names.index(reference_of(record)), _position(names, "borrower_id")
    try:
        sent = connection.execute(statement, values).all()
        found = dict.fromkeys(row for row in sent if owner is None or row[owner] == values["borrower_id"])
        if len(found) > most:
            raise LedgerOffContract(f"{record.table_name} has more than {most:,} rows of one borrower that count now.")
        return agreed_rows(record, sorted(found, key=itemgetter(own)))
    except (ArithmeticError, TypeError, ValueError) as error:
        # A column of another type in the lender's view: the driver's value cannot be turned into the contract's.
        raise LedgerOffContract(f"{record.table_name} holds a value of another type than agreed: {error}.") from error


def _position(names: list[str], name: str) -> int | None:
    return names.index(name) if name in names else None
