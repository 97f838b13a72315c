"""The entries had come to nothing; then somebody added to them, or planned them anew, by hand."""

from datetime import date

from servicing.diagnosis.answer import Answer, first_known, no, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.settled_loan import (
    a_manual_mark_came_after_it_was_paid_off,
    added_by_staff,
    manual_marks,
)
from servicing.diagnosis.entry import entry_of
from servicing.diagnosis.views.loan import LoanView
from servicing.money import total


def it_had_been_paid_off(loan: LoanView) -> Answer:
    """A posting brought what is owed down to nothing."""
    return first_known((loan.paid_off_by,)) if loan.paid_off_by else no()


def without_the_mark_nothing_would_be_owed(loan: LoanView) -> Answer:
    """All that is owed now is what was added by hand."""
    marks = set(manual_marks(loan))
    by_hand = total((each.amount for each in added_by_staff(loan) if each in marks), loan.loan.currency)
    return whether((loan.owed - by_hand).amount <= 0)


def no_money_went_back_to_the_borrower(loan: LoanView) -> Answer:
    """No repayment was returned or refunded: that would be a good reason to add it to the debt again."""
    back = [each for each in loan.records if each.state == "returned" or _is_refund(each.kind, each.state)]
    booked = [each for each in loan.postings if each.kind == "refund"]
    return no(*back, *booked) if back or booked else yes()


def _is_refund(kind: str, state: str) -> bool:
    return kind == "refund" and state in ("pending", "success")


def details(loan: LoanView) -> Details:
    """When the loan was paid off, and when the first mark was made by hand."""
    marked = [entry_of(each).at for each in manual_marks(loan)]
    if loan.paid_off_by is None:
        return {}
    return {"paid_off_at": loan.paid_off_by.posted_at, "marked_at": min(each for each in marked if each)}


CAUSE = Cause(
    source="ledger contract: postings.made_by, plans.made_by",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(
        it_had_been_paid_off,
        a_manual_mark_came_after_it_was_paid_off,
        without_the_mark_nothing_would_be_owed,
        no_money_went_back_to_the_borrower,
    ),
    queue="data_correction",
    steps=("correction", "send_proof", "person"),
    evidence=("settlement_slip", "staff_chat"),
    details=details,
)
