"""The bank refused the payment; whatever it had taken went back."""

from datetime import date

from servicing.diagnosis.answer import Answer, first_known, whether
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.payment import it_is_not_posted, refusals, the_money_went_to_the_lender
from servicing.diagnosis.clues.second_payment import it_is_still_needed
from servicing.diagnosis.views.payment import PaymentView


def the_bank_refused_it(payment: PaymentView) -> Answer:
    """A debit of it failed, or the bank sent it back."""
    return first_known(refusals(payment))


def the_borrower_has_the_money(payment: PaymentView) -> Answer:
    """Nothing was debited, or as much went back; and nothing is under way in either direction."""
    taken = sum(each.amount for each in payment.debits if each.state == "success")
    refunded = sum(each.amount for each in payment.coming_back if each.kind == "refund" and each.state == "success")
    under_way = any(each.state == "pending" for each in payment.records)
    return whether(refunded >= taken and not under_way, *payment.debits, *payment.coming_back)


def details(payment: PaymentView) -> Details:
    """The bank's last reason, in the contract's words, and whether money had left the account (`yes` or `no`)."""
    return {
        "failure_code": refusals(payment)[-1].failure_code or "other",
        "was_debited": "yes" if payment.debits else "no",
    }


CAUSE = Cause(
    source="ledger contract: channel_records.failure_code",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="bank",
    clues=(
        the_bank_refused_it,
        the_money_went_to_the_lender,
        it_is_not_posted,
        the_borrower_has_the_money,
        it_is_still_needed,
    ),
    queue="posting",
    steps=("how_to_repay", "change_card", "person"),
    details=details,
    follows_from=("auto_debit_insufficient", "auto_debit_wrong_source"),
)
