"""An early repayment was made where the instalment that is due should have been paid."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, whether
from servicing.diagnosis.cause import Cause
from servicing.diagnosis.clues.payment import it_is_posted
from servicing.diagnosis.clues.second_payment import payments_for
from servicing.diagnosis.views.payment import PaymentView


def it_was_made_as_an_early_repayment(payment: PaymentView) -> Answer:
    """The borrower chose early repayment and not the instalment."""
    if payment.instruction is None:
        return no()
    return whether(payment.instruction.purpose == "early_repayment", payment.instruction)


def an_instalment_stays_due(payment: PaymentView) -> Answer:
    """An instalment is due that it can have been meant for, on the same loan or on another, and nothing else paid."""
    if payment.names_an_instalment or payment.instalment is None:
        return no()
    return whether(not any(payments_for(payment, payment.instalment)), payment.instalment)


CAUSE = Cause(
    source="ledger contract: payment_instructions.purpose, thresholds/paid_ahead.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="borrower",
    clues=(it_was_made_as_an_early_repayment, it_is_posted, an_instalment_stays_due),
    queue="data_correction",
    steps=("how_to_repay", "correction", "person"),
)
