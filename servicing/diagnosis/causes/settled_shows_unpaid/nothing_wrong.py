"""The loan is settled: nothing is owed in the entries, it is marked so, and no screen is known to say otherwise."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.settled_loan import (
    it_is_marked_as_settled,
    last_total_shown,
    no_instalment_is_asked_for,
    no_manual_mark_came_after_it_was_paid_off,
    nothing_is_owed_in_the_entries,
    owed_elsewhere,
)
from servicing.diagnosis.views.loan import LoanView


def no_screen_is_known_to_say_otherwise(loan: LoanView) -> Answer:
    """Where the books keep what the screen showed, it shows nothing owed on this loan."""
    own, whole = loan.last_owed_shown, last_total_shown(loan)
    if own and own.amount > 0:
        return no(own)
    if whole and whole.amount > owed_elsewhere(loan, whole).amount:
        return no(whole)
    return yes()


def details(loan: LoanView) -> Details:
    """When the loan was paid off."""
    return {"paid_off_at": loan.paid_off_by.posted_at} if loan.paid_off_by else {}


CAUSE = Cause(
    source="ledger contract: postings, loans.status",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(
        nothing_is_owed_in_the_entries,
        it_is_marked_as_settled,
        no_instalment_is_asked_for,
        no_manual_mark_came_after_it_was_paid_off,
        no_screen_is_known_to_say_otherwise,
    ),
    queue="data_correction",
    steps=("send_proof", "person"),
    details=details,
)
