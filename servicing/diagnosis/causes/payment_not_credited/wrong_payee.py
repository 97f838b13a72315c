"""The money went to an account that is not the lender's."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.payment import it_is_not_posted
from servicing.diagnosis.views.payment import PaymentView


def the_money_went_to_another_account(payment: PaymentView) -> Answer:
    """A debit names a payee that is not the lender; what of it came back, or is on its way, is shown beside it."""
    elsewhere = tuple(each for each in payment.debits if each.payee != "lender")
    return yes(*elsewhere, *payment.coming_back) if elsewhere else no()


def details(payment: PaymentView) -> Details:
    """The end of the account that was paid, and whether the money came back (`yes` or `no`)."""
    elsewhere = (each for each in payment.debits if each.payee != "lender")
    wrong = min(elsewhere, key=lambda each: (each.occurred_at, each.record_id))
    returned = wrong.state == "returned" or any(
        each.kind == "refund" and each.state == "success" for each in payment.coming_back
    )
    return {"payee_ending": wrong.payee, "returned": "yes" if returned else "no"}


CAUSE = Cause(
    source="ledger contract: channel_records.payee",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="borrower",
    clues=(the_money_went_to_another_account, it_is_not_posted),
    queue="posting",
    steps=("how_to_repay", "send_proof", "person"),
    evidence=("bank_record",),
    details=details,
)
