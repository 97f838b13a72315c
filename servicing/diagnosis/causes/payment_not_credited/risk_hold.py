"""Risk control holds the payment until somebody has looked at it."""

from datetime import date

from servicing.diagnosis.answer import Answer, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.payment import (
    it_is_held_for_review,
    it_is_not_posted,
    review_due,
    review_is_overdue,
    the_bank_did_not_refuse_it,
    the_money_does_not_come_back,
    the_money_went_to_the_lender,
)
from servicing.diagnosis.clues.second_payment import no_other_payment_paid_its_instalment
from servicing.diagnosis.views.payment import PaymentView


def it_is_past_verification(payment: PaymentView) -> Answer:
    """It does not wait for the borrower's own verification any more, and did not lapse for want of it."""
    if payment.instruction is None:
        return yes()
    return whether(payment.instruction.state not in ("awaiting_verification", "expired"))


def details(payment: PaymentView) -> Details:
    """Whether the review is overdue (`yes` or `no`)."""
    return {"is_overdue": review_is_overdue(payment)}


CAUSE = Cause(
    source="ledger contract: holds",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(
        it_is_held_for_review,
        it_is_not_posted,
        it_is_past_verification,
        the_bank_did_not_refuse_it,
        the_money_went_to_the_lender,
        the_money_does_not_come_back,
        no_other_payment_paid_its_instalment,
    ),
    queue="risk_review",
    steps=("send_proof", "wait", "person"),
    evidence=("bank_record",),
    details=details,
    expected=review_due,
)
