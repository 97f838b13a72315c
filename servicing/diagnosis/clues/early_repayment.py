"""Clues about an early repayment that was made where the instalment that is due should have been paid."""

from servicing.diagnosis.answer import Answer, no, whether, yes
from servicing.diagnosis.clues.meant_for import asks_for_just, can_be_meant_for
from servicing.diagnosis.clues.second_payment import payments_for
from servicing.diagnosis.views.payment import PaymentView, all_payments
from servicing.ledger.records import Instalment


def it_was_made_as_an_early_repayment(payment: PaymentView) -> Answer:
    """The borrower chose early repayment and not the instalment."""
    if payment.instruction is None:
        return no()
    return whether(payment.instruction.purpose == "early_repayment", payment.instruction)


def an_instalment_stays_due(payment: PaymentView) -> Answer:
    """An instalment is due that it can have been meant for, on the same loan or on another, and nothing else paid."""
    open_one = _left_open(payment)
    return yes(open_one) if open_one else no(*_meant(payment)[:1])


def no_early_repayment_was_meant_for_it(payment: PaymentView) -> Answer:
    """Where nothing was paid for an instalment: no early repayment was booked that was meant for it."""
    if payment.unpaid is None:
        return yes()
    booked = (each for each in all_payments(payment.setting) if each.repayments)
    early = [each for each in booked if it_was_made_as_an_early_repayment(each).holds]
    instead = [each.shown_by for each in early if _left_open(each) == payment.unpaid]
    return no(*instead) if instead else yes()


def _left_open(payment: PaymentView) -> Instalment | None:
    for each in _meant(payment):
        if all(_has_less_of_a_claim(other, payment, each) for other in payments_for(payment, each)):
            return each
    return None


def _has_less_of_a_claim(other: PaymentView, payment: PaymentView, instalment: Instalment) -> bool:
    """One made elsewhere, for no loan by name and of another amount, against one of just what the instalment asks."""
    is_for_no_loan = other.instruction is None and other.records[0].loan_id is None and not other.repayments
    return is_for_no_loan and asks_for_just(payment, instalment) and not asks_for_just(other, instalment)


def _meant(payment: PaymentView) -> tuple[Instalment, ...]:
    return () if payment.names_an_instalment else can_be_meant_for(payment)
