"""Clues about a surplus: money that was credited although another payment had already paid what it was for."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from servicing.diagnosis.answer import Answer, no, yes
from servicing.diagnosis.clues.second_payment import payments_for, what_it_was_for
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views.payment import PaymentView
from servicing.ledger.records import Instalment, Posting


def no_more_was_credited_than_its_instalment_asks(payment: PaymentView) -> Answer:
    """With its own credit, the instalment that it was for has not been credited more than it asks."""
    instalment = what_it_was_for(payment)
    if instalment is None or not payment.repayments:
        return yes()
    last = max(_written(each) for each in payment.repayments)
    credits = [each for each in _credits_to(payment, instalment) if _written(each) <= last]
    paid = -sum((each.principal + each.interest for each in credits), Decimal(0))
    return no(instalment, *credits) if paid > _asked(instalment) else yes()


def was_credited_on_top(payment: PaymentView) -> bool:
    """All of it was credited when others had already paid its instalment, and to nothing that was due by then."""
    instalment = what_it_was_for(payment)
    if instalment is None or payment.left_on_the_loan <= 0:
        return False
    first = min(_written(each) for each in payment.repayments)
    others = [
        posting
        for other in payments_for(payment, instalment)
        if other.left_on_the_loan > 0 and _was_meant_for(other, instalment)
        for posting in other.repayments
        if posting.instalment_id == instalment.instalment_id and _written(posting) < first
    ]
    return _amount(others) >= _asked(instalment) and not any(_was_due(payment, each) for each in payment.repayments)


def credited_ahead(payment: PaymentView) -> Instalment | None:
    """The first instalment that it was credited to before it was due."""
    credited = {each.instalment_id for each in payment.repayments}
    own = what_it_was_for(payment)
    ahead = [each for each in payment.setting.facts.instalments if each.instalment_id in credited and each != own]
    return min(ahead, key=lambda each: each.due_on, default=None)


def _was_meant_for(payment: PaymentView, instalment: Instalment) -> bool:
    """It names the instalment, or none at all."""
    return not payment.names_an_instalment or payment.instalment == instalment


def _was_due(payment: PaymentView, credit: Posting) -> bool:
    """Whether a credit pays a charge, or another instalment whose day had come when it was written."""
    own = what_it_was_for(payment)
    if credit.instalment_id is None:
        return credit.principal == 0
    if own and credit.instalment_id == own.instalment_id:
        return False
    day = local_day(credit.posted_at, payment.setting.facts.borrower)
    paid = (each for each in payment.setting.facts.instalments if each.instalment_id == credit.instalment_id)
    return any(each.due_on <= day for each in paid)


def _credits_to(payment: PaymentView, instalment: Instalment) -> list[Posting]:
    """What was credited to an instalment, and what was taken away from it again."""
    kinds = ("repayment", "refund", "adjustment")
    postings = payment.setting.facts.postings
    return [each for each in postings if each.instalment_id == instalment.instalment_id and each.kind in kinds]


def _asked(instalment: Instalment) -> Decimal:
    return instalment.principal + instalment.interest + instalment.fees


def _amount(credits: Iterable[Posting]) -> Decimal:
    return -sum((each.amount for each in credits), Decimal(0))


def _written(posting: Posting) -> tuple[datetime, str]:
    """The order in which postings were written."""
    return posting.posted_at, posting.posting_id
