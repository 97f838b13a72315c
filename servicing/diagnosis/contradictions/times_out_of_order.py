"""Something is written, ended, released or carried out before it began."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from servicing.diagnosis.books import Books, Groups

# By table: what comes first, and what comes with it or after it, by one clock or by two that may differ a little.
ORDER = (
    ("loans", "drawn_at", "settled_at"),
    ("postings", "value_at", "posted_at"),
    ("payment_instructions", "made_at", "acknowledged_at"),
    ("payment_instructions", "made_at", "verified_at"),
    ("payment_instructions", "made_at", "state_at"),
    ("settlement_quotes", "made_at", "valid_until"),
    ("mandates", "signed_at", "ended_at"),
    ("limit_decisions", "decided_at", "ends_at"),
    ("limit_decisions", "decided_at", "withdrawn_at"),
    ("holds", "placed_at", "released_at"),
    ("security_events", "occurred_at", "resolved_at"),
    ("shown_balances", "as_of", "shown_at"),
)


def groups(books: Books) -> Groups:
    """Each row whose own times, or each pair whose times, are the wrong way round by more than two clocks differ."""
    yield from _within_a_row(books)
    yield from _before_the_loan_was_drawn(books)
    yield from _before_it_was_asked_for(books)
    yield from _before_it_was_decided(books)


def _within_a_row(books: Books) -> Groups:
    for table, first, then in ORDER:
        rows = books.rows(table)
        # Most of these tables are empty for most borrowers.
        if not rows:
            continue
        for each, began, ended in zip(rows, rows.column(first), rows.column(then), strict=True):
            if ended is not None and ended < began and began - ended > books.clock_slack:
                yield (each,)


def _before_the_loan_was_drawn(books: Books) -> Groups:
    yield from _before(books, ("loans", "loan_id", "drawn_at"), ("postings", "posted_at"))


def _before_it_was_asked_for(books: Books) -> Groups:
    """A debit, or a posting, of an instruction that was made only later."""
    asked = ("payment_instructions", "instruction_id", "made_at")
    yield from _before(books, asked, ("channel_records", "occurred_at"))
    yield from _before(books, asked, ("postings", "posted_at"))


def _before_it_was_decided(books: Books) -> Groups:
    """An event that carries out a decision made only later."""
    yield from _before(books, ("limit_decisions", "decision_id", "decided_at"), ("line_events", "occurred_at"))


def _before(books: Books, named: tuple[str, str, str], naming: tuple[str, str]) -> Groups:
    """Each row of a table that stands before the one that it names, and that one.

    `named` is the other table, its reference and its moment, `naming` the table that names it and its own moment.
    """
    others, rows = books.rows(named[0]), books.rows(naming[0])
    if not others or not rows:
        return
    began: dict[Any, Any] = dict(zip(others.column(named[1]), others.column(named[2]), strict=True))
    moments = rows.column(naming[1])
    should_be: Iterable[datetime] = map(began.get, rows.column(named[1]), moments)
    if any(map(datetime.__lt__, moments, should_be)):
        for each, at in zip(rows, moments, strict=True):
            reference = getattr(each, named[1])
            if began.get(reference, at) - at > books.clock_slack:
                yield others.by(named[1])[reference][-1], each
