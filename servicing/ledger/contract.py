"""The written contract, made from the records and the checks of an import, so that it cannot say something else."""

import inspect
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from itertools import groupby

from servicing.database import READ_SECONDS
from servicing.ledger.columns import Column, columns_of
from servicing.ledger.fields import Record
from servicing.ledger.importing import checks
from servicing.ledger.importing.books import all_checks
from servicing.ledger.importing.lines import LIMITS
from servicing.ledger.indexes import INDEXES
from servicing.ledger.parse import LONGEST_TEXT
from servicing.ledger.records import RECORDS
from servicing.ledger.slices import LATEST, MOST_LOANS, MOST_ROWS, RECENT_DAYS, SETTLED_LOANS

KINDS = {
    str: "text",
    int: "whole number",
    Decimal: "decimal",
    date: "day",
    datetime: "time",
}

TABLES = len(RECORDS)
KIBIBYTES = LIMITS.line_bytes // 1024
INDEX_ROWS = "\n".join(
    f"| `{each.record.table_name}` | {', '.join(f'`{column}`' for column in each.columns)} | {each.why} |"
    for each in INDEXES
)

INTRODUCTION = f"""\
# The ledger contract

This is for the engineer who connects a lender's own books. Duizhang reads the {TABLES} tables described below and
writes none of them. Give each as a table or as a view over what you have, with the names and columns given here, and
an account that may only `SELECT`; then set `DUIZHANG_LEDGER` to the address, as SQLAlchemy writes it, such as
`postgresql://reader@host/books`. On PostgreSQL the session is read-only as well (`default_transaction_read_only`),
and a query is given up after {READ_SECONDS} seconds.

An optional table may be missing: then what it would say is "not known", and no cause that needs it is claimed. A
column that may be absent is empty (`NULL`) where there is nothing to say; the column itself stands in the table or
view. Further tables and columns do no harm; they are not read. A row with an empty value where there must be one, a
value of another type or an unknown code is refused by name, never guessed at.

This page is printed by `python -m servicing.ledger contract` from the code that reads the books.

## Rules

- **Times** are in UTC (a time with its zone where the database has one). **Days** are days in the borrower's zone.
- **Amounts** are exact decimals in the unit of the row's currency: `12.34`, never `1234` cents, never a binary
  floating-point number. At most 14 digits before the point and 6 after it.
- **Signs**: a posting is positive where the borrower owes more, negative where less. A shown balance is as shown.
  Every other amount is zero or more, and the row's kind says which way it went.
- **Nothing is changed, only added**, in postings, line events, limit decisions and plans: a correction is a new row.
  What is owed is the sum of a loan's postings. Where a status and the postings contradict each other, both are read:
  that is what a diagnosis is for.
- **References** are texts, unique in their table and stable: borrowers and agents are shown them.
- **Text** is at most {LONGEST_TEXT} characters, without control characters.
- **Privacy**: no full name, account number, telephone number or address; where a column says "ending", only the last
  four characters.

## Indexes

A question is answered with one query a table, {TABLES} at most, and with a bounded number of rows, however long the
borrower's history and however many borrowers the books have. It is about the *loans in question*, which are read whole:
each that is not settled, the {SETTLED_LOANS} settled last and the {SETTLED_LOANS} drawn last, and each that something
of the last {RECENT_DAYS} days or something unsettled names (a posting, a payment, a deduction, a change of plan, an
instalment that is billed or overdue, an open hold, a balance shown above zero, a late report of the last eight years).
The status of an older settled loan is believed: it is read only when a question names it. At most {MOST_LOANS} loans of
a borrower can be in question, and {MOST_ROWS:,} rows a table; beyond that the question is refused, and nothing is
claimed of a part. Decisions, line events and mandates are read latest first, {LATEST} of each kind; incidents
{RECENT_DAYS} days back, and the {LATEST} before those.

For that, each table needs an index on the row's own reference, and these:

| table | index on | read for |
|---|---|---|
{INDEX_ROWS}

## Importing files instead

`python -m servicing.ledger import DIR` loads a folder into a database of Duizhang's own, in the place of the books that
stood there: one file a table, `<table>.csv` (comma, quotes doubled, the first line names the columns) or
`<table>.jsonl` (an object a line), in UTF-8. A column that may be absent may be left out of a file. Decimals are best
written as text in JSON. A time without a zone is UTC. A line has at most {KIBIBYTES} KiB, a file at most
{LIMITS.rows:,} rows. Every fault is told with file, line and column; everything is loaded, or nothing. Beyond types
and codes, an import holds the files to these rules:

"""


def contract() -> str:
    """The whole document, in Markdown."""
    return INTRODUCTION + "".join([*_rules(), *_themes()])


def _rules() -> Iterator[str]:
    for name in all_checks():
        yield f"- {_first_line(import_module(f'{checks.__name__}.{name}'))}\n"


def _themes() -> Iterator[str]:
    in_rooms = sorted(RECORDS, key=lambda record: list(map(_room, RECORDS)).index(_room(record)))
    for room, records in groupby(in_rooms, key=_room):
        yield f"\n## {_first_line(import_module(room)).rstrip('.')}\n"
        for record in records:
            yield from _table(record)


def _room(record: type[Record]) -> str:
    return record.__module__


def _table(record: type[Record]) -> Iterator[str]:
    optional = " (optional)" if record.optional else ""
    yield f"\n### `{record.table_name}`{optional}\n\n{inspect.cleandoc(record.__doc__ or '')}\n\n"
    yield "| column | type | may be absent | meaning |\n|---|---|---|---|\n"
    for column in columns_of(record):
        absent = "yes" if column.may_be_absent else ""
        yield f"| `{column.name}` | {KINDS[column.kind]} | {absent} | {_meaning(column)} |\n"


def _meaning(column: Column) -> str:
    own = ["the row's own reference"] if column.is_reference else []
    to = [f"refers to `{column.refers_to}`"] if column.refers_to else []
    choices = ["one of " + ", ".join(f"`{each}`" for each in column.choices)] if column.choices else []
    return "; ".join([*own, *([column.says] if column.says else []), *to, *choices])


def _first_line(documented: object) -> str:
    return (inspect.getdoc(documented) or "").partition("\n")[0]
