"""A small ledger written as data: a test names the rows and columns that matter, the rest is filled in.

There is always one borrower (`b1`, in Shanghai), one line (`L1`, 10,000 CNY) and one loan (`N1`, 3,000 CNY, drawn on
2026-08-20); name them in the books to change them. A row without a reference gets one from its table.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from servicing.ledger.columns import columns_of, reference_of
from servicing.ledger.facts import Facts, facts_of
from servicing.ledger.fields import Record
from servicing.ledger.parse import parse
from servicing.ledger.records import RECORDS

Books = dict[str, list[dict[str, Any]]]

ALWAYS: Books = {
    "borrowers": [{"borrower_id": "b1", "called": "小林", "language": "zh", "time_zone": "Asia/Shanghai"}],
    "credit_lines": [
        {"line_id": "L1", "product": "line", "total_limit": "10000", "status": "open", "opened_at": "2025-01-10 02:00"}
    ],
    "loans": [
        {"loan_id": "N1", "principal": "3000", "annual_rate": "14.6", "drawn_at": "2026-08-20 02:00", "status": "open"}
    ],
}

USUALLY: dict[str, dict[str, Any]] = {
    "*": {"borrower_id": "b1", "currency": "CNY"},
    "contact_points": {"kind": "phone", "ending": "5566"},
    "credit_lines": {"product": "line", "total_limit": "10000", "status": "open", "opened_at": "2025-01-10 02:00"},
    "limit_decisions": {"line_id": "L1", "limit_before": "10000", "limit_after": "10000", "decided_by": "model"},
    "line_events": {"line_id": "L1"},
    "loans": {
        "line_id": "L1",
        "principal": "3000",
        "annual_rate": "14.6",
        "drawn_at": "2026-08-20 02:00",
        "status": "open",
    },
    "plans": {"loan_id": "N1", "version": 1, "made_at": "2026-08-20 02:00", "made_by": "system", "reason": "drawn"},
    "instalments": {
        "loan_id": "N1",
        "plan_id": "plans-1",
        "number": 1,
        "principal": "1000",
        "interest": "30",
        "fees": "0",
        "status": "billed",
    },
    "settlement_quotes": {"loan_id": "N1"},
    "mandates": {"account_ending": "8842", "state": "active", "signed_at": "2026-01-05 02:00"},
    "debit_runs": {"loan_id": "N1", "asked": "1030", "taken": "0"},
    "payment_instructions": {
        "loan_id": "N1",
        "purpose": "instalment",
        "channel": "bank_transfer",
        "amount": "1030",
        "state": "accepted",
    },
    "channel_records": {
        "kind": "debit",
        "channel": "bank_transfer",
        "state": "success",
        "amount": "1030",
        "fee": "0",
        "payee": "lender",
        "account_ending": "8842",
    },
    "settlement_files": {"channel": "bank_transfer"},
    "settlement_lines": {"amount": "1030"},
    "postings": {"loan_id": "N1", "principal": "0", "interest": "0", "fees": "0", "made_by": "system"},
    "holds": {"amount": "1030", "reason": "unusual_payment"},
    "bureau_reports": {"loan_id": "N1", "days_late": 0},
    "incidents": {"kind": "incident", "scope": "payments"},
    "shown_balances": {"what": "owed"},
}


def facts_from(books: Mapping[str, Any], absent: tuple[str, ...] = ()) -> Facts:
    """Facts from a small ledger; an unknown table or column is an error."""
    unknown = set(books) - {record.table_name for record in RECORDS}
    if unknown:
        raise ValueError(f"no such table: {', '.join(sorted(unknown))}")
    return facts_of((row for record in RECORDS for row in _rows(record, books)), absent)


def _rows(record: type[Record], books: Mapping[str, Any]) -> Iterator[Record]:
    written = books.get(record.table_name) or ALWAYS.get(record.table_name) or []
    for number, row in enumerate(written, start=1):
        yield row_from(record, row, number)


def row_from(record: type[Record], row: Mapping[str, Any], number: int = 1) -> Record:
    """One row of a small ledger, filled in."""
    table = record.table_name
    filled = {reference_of(record): f"{table}-{number}", **USUALLY["*"], **USUALLY.get(table, {}), **row}
    filled.update(_derived(table, filled))
    columns = columns_of(record)
    unknown = set(row) - {column.name for column in columns}
    if unknown:
        raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}")
    return record(**{column.name: parse(column, filled.get(column.name)) for column in columns})


def _derived(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from the rest of a row where it is not written: the moment of a state, the parts of an amount."""
    if table == "payment_instructions":
        return {"state_at": row.get("state_at") or row.get("made_at")}
    if table == "postings":
        whole = all(row.get(part) == "0" for part in ("principal", "interest", "fees"))
        part = {"interest": "interest", "fee": "fees", "penalty": "fees"}.get(row["kind"], "principal")
        return {"value_at": row.get("value_at") or row["posted_at"]} | ({part: row["amount"]} if whole else {})
    if table == "shown_balances":
        return {"shown_at": row.get("shown_at") or row.get("as_of")}
    return {}


def changed(books: Books, changes: Mapping[str, Mapping[str, Any]]) -> Books:
    """The same books with some rows changed: by table and reference, columns to set, or nothing to take the row out.

    A reference that is not in the books adds a row.
    """
    result = deepcopy(books)
    for table, by_reference in changes.items():
        reference = reference_of(next(record for record in RECORDS if record.table_name == table))
        rows = result.setdefault(table, deepcopy(ALWAYS.get(table, [])))
        for wanted, columns in by_reference.items():
            result[table] = rows = list(_with_change(rows, reference, wanted, columns))
    return result


def _with_change(
    rows: list[dict[str, Any]], reference: str, wanted: str, columns: Mapping[str, Any] | None
) -> Iterator[dict[str, Any]]:
    there = any(row.get(reference) == wanted for row in rows)
    for row in rows:
        if row.get(reference) != wanted:
            yield row
        elif columns is not None:
            yield {**row, **columns}
    if not there and columns is not None:
        yield {reference: wanted, **columns}
