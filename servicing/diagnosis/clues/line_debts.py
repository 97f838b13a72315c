"""Clues about a borrower's other debts, as far as they count against a line."""

from collections.abc import Iterator
from datetime import datetime

from servicing.diagnosis.cause import Details
from servicing.diagnosis.views.line import LineView
from servicing.diagnosis.views.loan import LoanView, all_loans
from servicing.ledger.records import Instalment
from servicing.money import Money, total

MOST_CITED = 3

# The causes by which a debt is left open, by their codes: what is held against a line may follow from them.
WHAT_LEAVES_A_DEBT = (
    "auto_debit_insufficient",
    "auto_debit_wrong_source",
    "auto_debit_disabled",
    "payment_failed",
    "never_received",
)

Overdue = list[tuple[LoanView, Instalment]]


def overdue_at(line: LineView, moment: datetime) -> Overdue:
    """The borrower's instalments that were past their day and not paid at a moment, on any loan, the oldest first."""
    found = [pair for pair in _instalments(line) if pair[0].was_unpaid_after_its_day(pair[1], moment)]
    return sorted(found, key=lambda pair: (pair[1].due_on, pair[1].instalment_id))


def loans_owed_beside(line: LineView) -> tuple[LoanView, ...]:
    """The borrower's loans on other lines on which something is owed, the latest first."""
    return tuple(each for each in all_loans(line.setting) if each.loan.line_id != line.ref and each.owed.amount > 0)


def the_overdue_debt_in_words(line: LineView, then: Overdue) -> Details:
    """Since when the oldest debt was due, how much of it all is unpaid now, and whether it was settled since.

    Debts in another currency than the oldest are not counted in: the amount says less then, never something wrong.
    """
    oldest = then[0][1]
    still = [_unpaid(loan, each) for loan, each in then if loan.was_unpaid_after_its_day(each, line.setting.now)]
    return {
        "due_on": oldest.due_on,
        "unpaid": total((each.amount for each in still if each.currency == oldest.currency), oldest.currency),
        "settled_since": "no" if still else "yes",
    }


def _instalments(line: LineView) -> Iterator[tuple[LoanView, Instalment]]:
    return ((loan, each) for loan in all_loans(line.setting) for each in loan.instalments_in_force)


def _unpaid(loan: LoanView, instalment: Instalment) -> Money:
    asked = instalment.principal + instalment.interest + instalment.fees
    return total((asked, *(each.amount for each in loan.credits_of(instalment))), instalment.currency)
