"""A small amount really is left after the payment that was meant to settle the loan."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.settled_loan import no_manual_mark_came_after_it_was_paid_off
from servicing.diagnosis.views.loan import LoanView
from servicing.diagnosis.views.settled_loan import is_a_residue, settling_repayment
from servicing.ledger.records import Posting

CHARGES = ("interest", "fee", "penalty")


def a_repayment_was_meant_to_settle_it(loan: LoanView) -> Answer:
    """A settlement was booked, or a repayment that paid off the loan or its last instalment."""
    settling = settling_repayment(loan)
    return yes(settling) if settling else no()


def a_small_amount_is_left(loan: LoanView) -> Answer:
    """What is owed is more than nothing and no more than a residue."""
    return whether(is_a_residue(loan), *_charged_since(loan)[-2:])


def _charged_since(loan: LoanView) -> tuple[Posting, ...]:
    settling = settling_repayment(loan)
    charged = [each for each in loan.postings if each.kind in CHARGES]
    since = [each for each in charged if settling and each.posted_at > settling.posted_at]
    return tuple(sorted(since, key=lambda each: each.posted_at))


def details(loan: LoanView) -> Details:
    """How much is left, and the part of the debt that most of it is: `principal`, `interest` or `fees`."""
    parts = {part: sum(getattr(each, part) for each in loan.postings) for part in ("principal", "interest", "fees")}
    return {"left": loan.owed, "mostly": max(parts, key=lambda part: parts[part])}


CAUSE = Cause(
    source="thresholds/residual_at_most.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(
        a_repayment_was_meant_to_settle_it,
        a_small_amount_is_left,
        no_manual_mark_came_after_it_was_paid_off,
    ),
    queue="posting",
    steps=("how_to_repay", "bill", "person"),
    details=details,
    follows_from=("quote_expired", "channel_deducted_fee", "fee_or_penalty_added", "posted_out_of_order"),
)
