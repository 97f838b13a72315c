"""Paid twice: the other payment was credited to the instalment; this one is held, goes back or was credited on top."""

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
from servicing.diagnosis.clues.second_payment import (
    another_came_first,
    another_payment_paid_its_instalment,
    credits_of_another,
)
from servicing.diagnosis.clues.surplus import credited_ahead, was_credited_on_top
from servicing.diagnosis.views.payment import PaymentView
from servicing.ledger.fields import Record
from servicing.money import total


def it_pays_nothing_that_was_due(payment: PaymentView) -> Answer:
    """It was not credited, the credit was booked back, or the credit pays only what was not due yet, or nothing."""
    surplus = payment.left_on_the_loan <= 0 or was_credited_on_top(payment)
    return whether(surplus, *payment.repayments, *payment.booked_back)


def it_is_held_or_goes_back_or_was_credited(payment: PaymentView) -> Answer:
    """The lender holds it, has refunded it or is about to, the bank has sent it back, or it is credited on top."""
    if payment.left_on_the_loan > 0:
        return yes(*payment.repayments)
    aside = (*open_holds(payment), *_on_its_way_back(payment))
    if not aside and "holds" in payment.setting.facts.absent:
        return unknown("holds")
    return yes(*aside) if aside else no()


def _on_its_way_back(payment: PaymentView) -> tuple[Record, ...]:
    """What the channels sent back, and the postings that make it a refund; an adjustment alone says nothing.

    A first try that the bank sent back, and that another payment then took over from, was no surplus.
    """
    tried = () if another_came_first(payment) else payment.debits
    back = (each for each in payment.coming_back if each not in tried)
    return (*back, *(each for each in payment.booked_back if each.kind == "refund"))


def _back(payment: PaymentView) -> Decimal:
    """How much of it is back with the borrower."""
    back = (each.amount for each in payment.coming_back if each.state != "pending")
    return sum(back, Decimal(0))


def details(payment: PaymentView) -> Details:
    """The surplus, when the other payment was credited, and where the surplus is.

    `surplus_is` is `back`, `going_back`, `held`, `ahead` (counted for an instalment not due yet: `next_due_on`),
    `overpaid` (the loan is paid off, and overpaid by `overpaid`) or `credited` (it stays on the loan).
    """
    return {
        "surplus": total((each.amount for each in payment.debits), payment.debits[0].currency),
        "credited_at": min(each.posted_at for each in credits_of_another(payment)),
        "is_overdue": review_is_overdue(payment),
        **(_where_it_is_credited(payment) if payment.left_on_the_loan > 0 else {"surplus_is": _where_it_is(payment)}),
    }


def _where_it_is(payment: PaymentView) -> str:
    taken = sum((each.amount for each in payment.debits), Decimal(0))
    return "back" if _back(payment) >= taken else "going_back" if _on_its_way_back(payment) else "held"


def _where_it_is_credited(payment: PaymentView) -> Details:
    ahead, loan_id = credited_ahead(payment), payment.repayments[0].loan_id
    if ahead:
        return {"surplus_is": "ahead", "next_due_on": ahead.due_on}
    booked = (each.amount for each in payment.setting.facts.postings if each.loan_id == loan_id)
    owed = total(booked, payment.repayments[0].currency)
    return {"surplus_is": "overpaid", "overpaid": -owed} if owed.amount < 0 else {"surplus_is": "credited"}


def expected(payment: PaymentView) -> datetime | None:
    """When the hold is reviewed; no time can be named for a refund, and nothing is awaited of what is credited."""
    return None if _on_its_way_back(payment) or payment.left_on_the_loan > 0 else review_due(payment)


CAUSE = Cause(
    source="ledger contract: postings, holds, channel_records (refund)",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(
        a_channel_took_the_money,
        the_money_went_to_the_lender,
        another_payment_paid_its_instalment,
        it_pays_nothing_that_was_due,
        it_is_held_or_goes_back_or_was_credited,
    ),
    queue="posting",
    steps=("wait", "send_proof", "correction", "person"),
    evidence=("bank_record",),
    details=details,
    expected=expected,
    follows_from=("auto_debit_twice", "auto_debit_late"),
)
