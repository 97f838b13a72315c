"""A loan, its line and the rows about them, or the rows of one payment, are not all in one currency."""

from collections.abc import Iterator
from typing import Any

from servicing.diagnosis.books import Books, Groups
from servicing.ledger.records import Loan

OF_A_LOAN = (
    "instalments",
    "settlement_quotes",
    "reserve_draws",
    "payment_instructions",
    "debit_runs",
    "channel_records",
    "postings",
    "shown_balances",
)
OF_A_LINE = ("limit_decisions", "holds", "shown_balances")
OF_A_PAYMENT = ("channel_records", "postings", "holds")
IN_A_CURRENCY = dict.fromkeys(("credit_lines", "loans", *OF_A_LOAN, *OF_A_LINE, *OF_A_PAYMENT))

# A row that says which currency it should be, and the rows that should be in it.
Family = tuple[Any, list[Any]]


def groups(books: Books) -> Groups:
    """A loan, a line or a payment, with every row about it that is in another currency; a row is told once."""
    if len(_currencies(books)) > 1:
        told = set[int]()
        for measure, rows in _families(books):
            differing = [each for each in rows if each.currency != measure.currency and id(each) not in told]
            told.update(map(id, differing))
            if differing:
                yield (measure, *differing)


def _currencies(books: Books) -> set[str]:
    return set().union(*(books.rows(table).column("currency") for table in IN_A_CURRENCY))


def _families(books: Books) -> Iterator[Family]:
    facts = books.facts
    for loan in facts.loans:
        yield loan, [*_lines_of(books, loan), *_naming(books, OF_A_LOAN, "loan_id", loan.loan_id)]
    for line in facts.credit_lines:
        yield line, _naming(books, OF_A_LINE, "line_id", line.line_id)
    for instruction in facts.payment_instructions:
        yield instruction, _naming(books, OF_A_PAYMENT, "instruction_id", instruction.instruction_id)
    for record in facts.channel_records:
        yield record, _naming(books, ("postings",), "record_id", record.record_id)


def _lines_of(books: Books, loan: Loan) -> tuple[Any, ...]:
    return books.facts.credit_lines.by("line_id")[loan.line_id]


def _naming(books: Books, tables: tuple[str, ...], column: str, reference: str) -> list[Any]:
    return [row for table in tables for row in books.rows(table).by(column)[reference]]
