"""Paid twice: the other payment was credited to the instalment, this one is held or goes back."""

from datetime import date, datetime
from decimal import Decimal

from servicing.diagnosis.answer import Answer, no, unknown, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.payment import (
    a_channel_took_the_money,
    open_holds,
    review_due,
    review_is_overdue,
    the_money_went_to_the_lender,
)
from servicing.diagnosis.clues.second_payment import another_payment_paid_its_instalment, credits_of_another
from servicing.diagnosis.views.payment import PaymentView
from servicing.ledger.fields import Record
from servicing.money import total


def nothing_of_it_stays_on_the_loan(payment: PaymentView) -> Answer:
    """It was not credited, or the credit was booked back."""
    return whether(payment.left_on_the_loan <= 0, *payment.repayments, *payment.booked_back)


def it_is_held_or_goes_back(payment: PaymentView) -> Answer:
    """The lender holds it, has refunded it or is about to, or the bank has sent it back."""
    aside = (*open_holds(payment), *_on_its_way_back(payment))
    if not aside and "holds" in payment.setting.facts.absent:
        return unknown("holds")
    return yes(*aside) if aside else no()


def _on_its_way_back(payment: PaymentView) -> tuple[Record, ...]:
    """What the channels sent back, and the postings that make it a refund; an adjustment alone says nothing."""
    return (*payment.coming_back, *(each for each in payment.booked_back if each.kind == "refund"))


def _back(payment: PaymentView) -> Decimal:
    """How much of it is back with the borrower."""
    back = (each.amount for each in payment.coming_back if each.state != "pending")
    return sum(back, Decimal(0))


def details(payment: PaymentView) -> Details:
    """The surplus, when the other payment was credited, and where the surplus is: `back`, `going_back` or `held`."""
    surplus = total((each.amount for each in payment.debits), payment.debits[0].currency)
    is_back = _back(payment) >= surplus.amount
    return {
        "surplus": surplus,
        "credited_at": min(each.posted_at for each in credits_of_another(payment)),
        "surplus_is": "back" if is_back else "going_back" if _on_its_way_back(payment) else "held",
        "is_overdue": review_is_overdue(payment),
    }


def expected(payment: PaymentView) -> datetime | None:
    """When the hold is reviewed; no time can be named for a refund."""
    return None if _on_its_way_back(payment) else review_due(payment)


CAUSE = Cause(
    source="ledger contract: postings, holds, channel_records (refund)",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(
        a_channel_took_the_money,
        the_money_went_to_the_lender,
        another_payment_paid_its_instalment,
        nothing_of_it_stays_on_the_loan,
        it_is_held_or_goes_back,
    ),
    queue="posting",
    steps=("wait", "send_proof", "person"),
    evidence=("bank_record",),
    details=details,
    expected=expected,
)
