"""The payment was posted in full to what it was meant for; or it took nothing, and another payment took its place."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.credited import (
    all_of_it_was_credited,
    its_instalment_is_paid,
    nothing_of_it_was_booked_back,
)
from servicing.diagnosis.clues.second_payment import payments_in_its_place, proof_of
from servicing.diagnosis.views.payment import PaymentView


def it_is_posted_or_another_took_its_place(payment: PaymentView) -> Answer:
    """A posting credits it; or no channel took anything for it, and another payment brought the money."""
    if payment.repayments:
        return yes(*payment.repayments)
    others = payments_in_its_place(payment) if _took_nothing(payment) else ()
    return yes(*proof_of(others)) if others else no()


def what_it_was_for_is_paid(payment: PaymentView) -> Answer:
    """Its instalment is paid; where another payment took its place, that one is asked about, not this."""
    return its_instalment_is_paid(payment) if payment.repayments else yes()


def _took_nothing(payment: PaymentView) -> bool:
    return not any(each.kind == "debit" and each.state != "failed" for each in payment.records)


def details(payment: PaymentView) -> Details:
    """Whether the payment itself is posted, or another one is in its place."""
    return {"by": "itself" if payment.repayments else "another"}


CAUSE = Cause(
    source="ledger contract: postings",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(
        it_is_posted_or_another_took_its_place,
        all_of_it_was_credited,
        nothing_of_it_was_booked_back,
        what_it_was_for_is_paid,
    ),
    queue="posting",
    steps=("send_proof", "person"),
    details=details,
)
