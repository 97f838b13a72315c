"""Nothing is owed in the entries, while the servicing system still marks the loan as open."""

from datetime import date, datetime

from servicing.diagnosis.answer import Answer, whether
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.settled_loan import (
    no_manual_mark_came_after_it_was_paid_off,
    nothing_is_owed_in_the_entries,
)
from servicing.diagnosis.views.loan import LoanView
from servicing.diagnosis.views.settled_loan import unpaid_instalments


def it_is_still_marked_as_owed(loan: LoanView) -> Answer:
    """The loan is marked open, or an instalment of it as still to be paid."""
    asked = unpaid_instalments(loan)
    return whether(loan.loan.status == "open" or bool(asked), loan.loan, *asked[:1])


def expected(loan: LoanView) -> datetime | None:
    """When the mark should have followed the entries; absent once that is past."""
    if loan.paid_off_by is None:
        return None
    due = loan.paid_off_by.posted_at + loan.setting.thresholds.span("settled_mark", loan.setting.now.date())
    return due if due >= loan.setting.now else None


def details(loan: LoanView) -> Details:
    """When the loan was paid off, and whether its mark may still follow (`yes` or `no`)."""
    paid_off = loan.paid_off_by
    may_follow = {"may_follow": "yes" if expected(loan) else "no"}
    return {**may_follow, "paid_off_at": paid_off.posted_at} if paid_off else may_follow


CAUSE = Cause(
    source="ledger contract: loans.status, postings; thresholds/settled_mark.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(
        nothing_is_owed_in_the_entries,
        it_is_still_marked_as_owed,
        no_manual_mark_came_after_it_was_paid_off,
    ),
    queue="data_correction",
    steps=("correction", "person"),
    details=details,
    expected=expected,
    follows_from=("final_confirmation_pending",),
)
