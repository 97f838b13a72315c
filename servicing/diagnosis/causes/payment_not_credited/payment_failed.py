"""The bank refused the payment; whatever it had taken went back."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.payment import it_is_not_posted, refusals, the_money_went_to_the_lender
from servicing.diagnosis.clues.second_payment import it_is_still_needed
from servicing.diagnosis.views.payment import PaymentView, all_payments
from servicing.ledger.records import ChannelRecord


def the_bank_refused_it(payment: PaymentView) -> Answer:
    """A debit of it failed, or the bank sent it back; shown with the other tries that failed in the same way."""
    refused = refusals(payment)
    return yes(*refused, *_tried_alike(payment)) if refused else no()


def _tried_alike(payment: PaymentView) -> tuple[ChannelRecord, ...]:
    """What was refused of other tries for the same instalment, by the same channel and for the same reason.

    They are one matter, and nobody has to say which of them is meant.
    """
    if not payment.names_an_instalment:
        return ()
    tries = (each for each in all_payments(payment.setting) if each.ref != payment.ref)
    return tuple(record for each in tries if _way_it_failed(each) == _way_it_failed(payment) for record in each.records)


def _way_it_failed(payment: PaymentView) -> tuple[object, ...]:
    """The instalment, the channel and the banks' reasons; of one that took money nothing is like it."""
    took_nothing = all(each.kind == "debit" and each.state == "failed" for each in payment.records)
    if not payment.names_an_instalment or not took_nothing or payment.postings:
        return (payment.ref,)
    named = payment.instalment.instalment_id if payment.instalment else None
    return named, payment.channel, *sorted({each.failure_code or "other" for each in payment.records})


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
