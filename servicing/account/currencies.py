"""Whether the rows that an answer adds up are in one currency; where they are not, the books need a correction."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from servicing.diagnosis.entry import Entry, entry_of
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.line import LineView
from servicing.diagnosis.views.loan import LoanView, all_loans
from servicing.diagnosis.views.payment import PaymentView
from servicing.errors import ServicingError

# A row that says which currency it should be, and the rows that should be in it.
Family = tuple[Any, Iterable[Any]]


class TwoCurrencies(ServicingError):
    """The books need a correction: rows that belong together are in two currencies. Trying again does not help.

    `code` is that of the same contradiction in a diagnosis; `entries` are the rows.
    """

    code = "two_currencies"

    def __init__(self, rows: Sequence[Any]) -> None:
        named = ", ".join(f"{each.table_name} {entry_of(each).reference} ({each.currency})" for each in rows)
        super().__init__(f"The books need a correction first: these belong together, in two currencies: {named}.")
        self.entries: tuple[Entry, ...] = tuple(map(entry_of, rows))


def in_one_currency(families: Iterable[Family]) -> None:
    """Raises `TwoCurrencies` with the first row of each family that disagrees, and those that differ from it."""
    rows = tuple(dict.fromkeys(row for family in families for row in differing(family)))
    if rows:
        raise TwoCurrencies(rows)


def differing(family: Family) -> Iterator[Any]:
    """Of a family in two currencies the row that says which it should be, and those in another; else none."""
    measure, rows = family
    others = [each for each in rows if each.currency != measure.currency]
    yield from (measure, *others) if others else ()


def open_loans(setting: Setting) -> Sequence[LoanView]:
    """The loans on which something is owed, the latest first, in one currency each; raises `TwoCurrencies`.

    Of a loan whose postings are in two nobody can say whether anything is owed on it.
    """
    loans = all_loans(setting)
    in_one_currency((each.loan, each.postings) for each in loans)
    found = [each for each in loans if each.owed.amount > 0]
    in_one_currency(map(of_loan, found))
    return found


def of_loan(loan: LoanView) -> Family:
    """What is owed and what is still asked for."""
    return loan.loan, (*loan.postings, *loan.instalments_in_force)


def of_payment(payment: PaymentView) -> Family:
    """What was asked for, moved and booked."""
    return payment.shown_by, (*payment.records, *payment.postings)


def of_line(line: LineView) -> Family:
    """The limit, what was drawn on it, and what is held now."""
    owed = (row for each in line.loans for row in (each.loan, *each.postings))
    return line.line, (*owed, *line.open_holds)


def of_lines_past(line: LineView) -> Family:
    """The same at any time: with the decisions, and with what was held before."""
    _, now = of_line(line)
    return line.line, (*now, *line.decisions, *line.holds)
