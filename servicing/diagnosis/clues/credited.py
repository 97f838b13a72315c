"""Clues about what became of a payment in the books: how much was credited, to what, and whether that lasted."""

from servicing.diagnosis.answer import Answer, no, whether, yes
from servicing.diagnosis.views.payment import PaymentView


def all_of_it_was_credited(payment: PaymentView) -> Answer:
    """As much was credited as the borrower's account was debited, or as was instructed; nothing of nothing is all.

    A debit that the bank sent back is none.
    """
    instructed = payment.instruction.amount if payment.instruction and payment.repayments else 0
    sent = sum(each.amount for each in payment.debits if each.state == "success") or instructed
    return whether(payment.credited >= sent, *payment.repayments)


def nothing_of_it_was_booked_back(payment: PaymentView) -> Answer:
    """No later posting takes the credit away."""
    return no(*payment.booked_back) if payment.booked_back else yes()


def its_instalment_is_paid(payment: PaymentView) -> Answer:
    """The instalment that it was meant for is paid; an early repayment has none to leave open."""
    if payment.instruction is not None and not payment.names_an_instalment:
        return yes()
    if payment.instalment is None:
        return whether(payment.instruction is None)
    return whether(payment.instalment.status == "paid", payment.instalment)
