"""The payment was credited, but not to the instalment that the borrower meant: something older came first."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, whether
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.payment import it_is_posted
from servicing.diagnosis.views.payment import PaymentView
from servicing.ledger.records import Posting
from servicing.money import total


def it_was_meant_for_an_instalment(payment: PaymentView) -> Answer:
    """The instruction names an instalment."""
    meant = payment.names_an_instalment
    return whether(meant, *(each for each in (payment.instruction, payment.instalment) if meant and each))


def it_went_to_something_else(payment: PaymentView) -> Answer:
    """At least a part of it pays another instalment, or no instalment at all."""
    elsewhere = _elsewhere(payment)
    return whether(bool(elsewhere), *(elsewhere or payment.repayments))


def that_instalment_stays_open(payment: PaymentView) -> Answer:
    """The instalment that was meant is not paid in the books."""
    if payment.instalment is None:
        return no()
    return whether(payment.instalment.status in ("billed", "overdue"), payment.instalment)


def _elsewhere(payment: PaymentView) -> tuple[Posting, ...]:
    meant = payment.instalment.instalment_id if payment.instalment else None
    return tuple(each for each in payment.repayments if each.instalment_id != meant)


def details(payment: PaymentView) -> Details:
    """How much of it went elsewhere."""
    elsewhere = _elsewhere(payment)
    return {"elsewhere": total((-each.amount for each in elsewhere), elsewhere[0].currency)}


CAUSE = Cause(
    source="demo lender's allocation order: fees, interest, older instalments, newer instalments",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="policy",
    clues=(
        it_was_meant_for_an_instalment,
        it_is_posted,
        it_went_to_something_else,
        that_instalment_stays_open,
    ),
    queue="posting",
    steps=("bill", "how_to_repay", "person"),
    details=details,
    follows_from=("auto_debit_disabled", "auto_debit_insufficient", "auto_debit_late"),
)
