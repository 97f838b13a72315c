"""The payment was posted in full to what it was meant for; or it kept no money, and another payment took its place."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.credited import (
    all_of_it_was_credited,
    its_instalment_is_paid,
    nothing_of_it_was_booked_back,
)
from servicing.diagnosis.clues.second_payment import payments_in_its_place, proof_of
from servicing.diagnosis.clues.surplus import no_more_was_credited_than_its_instalment_asks
from servicing.diagnosis.views.payment import PaymentView


def it_is_posted_or_another_took_its_place(payment: PaymentView) -> Answer:
    """A posting credits it; or no channel took anything for it and kept it, and another payment brought the money."""
    if payment.repayments:
        return yes(*payment.repayments)
    others = payments_in_its_place(payment) if _kept_nothing(payment) else ()
    return yes(*payment.debits, *proof_of(others)) if others else no()


def what_it_was_for_is_paid(payment: PaymentView) -> Answer:
    """Its instalment is paid; where another payment took its place, that one is asked about, not this."""
    return its_instalment_is_paid(payment) if payment.repayments else yes()


def _kept_nothing(payment: PaymentView) -> bool:
    """Every debit of it failed, or the bank sent it back."""
    return all(each.kind == "debit" and each.state in ("failed", "returned") for each in payment.records)


def details(payment: PaymentView) -> Details:
    """What pays: the payment `itself`, or `another`; and whether this one's money was taken and sent back (`yes`)."""
    return {"by": "itself" if payment.repayments else "another", "sent_back": "yes" if payment.debits else "no"}


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
        no_more_was_credited_than_its_instalment_asks,
    ),
    queue="posting",
    steps=("send_proof", "person"),
    details=details,
)
