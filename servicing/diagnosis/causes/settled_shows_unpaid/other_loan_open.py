"""This loan is settled; what the screen shows as owed is the borrower's other loans."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, unknown, whether
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.settled_loan import (
    it_is_marked_as_settled,
    last_total_shown,
    no_loan_was_settled_later,
    nothing_is_owed_in_the_entries,
    other_open_loans,
    owed_elsewhere,
)
from servicing.diagnosis.views.loan import LoanView
from servicing.ledger.records import ShownBalance
from servicing.money import Money


def a_total_over_all_loans_was_shown_since(loan: LoanView) -> Answer:
    """After the loan was settled, the screen showed something owed on all loans of the line together."""
    if "shown_balances" in loan.setting.facts.absent:
        return unknown("shown_balances")
    shown = _shown_since(loan)
    return whether(True, shown) if shown else no()


def the_total_is_what_the_other_loans_owe(loan: LoanView) -> Answer:
    """It is, to the cent, what was owed on the other loans at that time."""
    shown = _shown_since(loan)
    if shown is None:
        return no()
    same = owed_elsewhere(loan, shown) == Money(shown.amount, shown.currency)
    return whether(same, *(each.loan for each in other_open_loans(loan)))


def _shown_since(loan: LoanView) -> ShownBalance | None:
    shown, paid_off = last_total_shown(loan), loan.paid_off_by
    return shown if shown and paid_off and shown.amount > 0 and shown.as_of >= paid_off.posted_at else None


def details(loan: LoanView) -> Details:
    """When this loan was paid off, and what the screen showed."""
    shown, paid_off = _shown_since(loan), loan.paid_off_by
    if shown is None or paid_off is None:
        return {}
    return {"paid_off_at": paid_off.posted_at, "shown": Money(shown.amount, shown.currency)}


CAUSE = Cause(
    source="ledger contract: shown_balances without loan_id, postings",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(
        nothing_is_owed_in_the_entries,
        it_is_marked_as_settled,
        no_loan_was_settled_later,
        a_total_over_all_loans_was_shown_since,
        the_total_is_what_the_other_loans_owe,
    ),
    queue="general",
    steps=("bill", "person"),
    details=details,
)
