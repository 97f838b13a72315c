"""The lender took the instruction and then failed to carry it out, in the middle of an incident."""

from datetime import date

from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.payment import (
    it_is_not_held,
    it_is_not_posted,
    it_was_made_during_an_incident,
    the_lender_could_not_process_it,
    the_money_went_to_the_lender,
)
from servicing.diagnosis.clues.second_payment import it_is_still_needed
from servicing.diagnosis.views.payment import PaymentView


def details(payment: PaymentView) -> Details:
    """Where the borrower's money is: `taken`, on its way `back`, or `never_taken`."""
    return {"money_is": "taken" if payment.kept > 0 else "back" if payment.debits else "never_taken"}


CAUSE = Cause(
    source="ledger contract: incidents, payment_instructions.state",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(
        the_lender_could_not_process_it,
        it_was_made_during_an_incident,
        the_money_went_to_the_lender,
        it_is_not_posted,
        it_is_not_held,
        it_is_still_needed,
    ),
    queue="posting",
    steps=("correction", "person"),
    evidence=("bank_record",),
    details=details,
)
