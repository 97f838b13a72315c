"""Clues about a second payment for the same thing: a try that another payment took over from, or a surplus."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from servicing.diagnosis.answer import Answer, first_known, no, yes
from servicing.diagnosis.views.payment import PaymentView, all_payments
from servicing.ledger.fields import Record
from servicing.ledger.records import Instalment, Posting


def it_is_still_needed(payment: PaymentView) -> Answer:
    """It took money that does not come back, or nothing else paid what it was for."""
    if payment.kept > 0:
        return yes()
    others = payments_in_its_place(payment)
    if others:
        return no(*proof_of(others))
    paid = payment.names_an_instalment and payment.instalment is not None and payment.instalment.status == "paid"
    return no(payment.shown_by) if paid else yes()


def no_other_payment_paid_its_instalment(payment: PaymentView) -> Answer:
    """The books credit no other payment to the instalment that it names, or not all of it."""
    other = another_payment_paid_its_instalment(payment)
    return Answer(not other.holds, other.rows)


def another_payment_paid_its_instalment(payment: PaymentView) -> Answer:
    """The instalment that it names is paid, and by another payment."""
    return first_known(credits_of_another(payment))


def credits_of_another(payment: PaymentView) -> tuple[Posting, ...]:
    """What other payments credited to the instalment that it names, once that is paid."""
    instalment = payment.instalment
    if instalment is None or not payment.names_an_instalment or instalment.status != "paid":
        return ()
    credits = (posting for other in payments_for(payment, instalment) for posting in other.repayments)
    return tuple(each for each in credits if each.instalment_id == instalment.instalment_id)


def payments_in_its_place(payment: PaymentView) -> tuple[PaymentView, ...]:
    """The other payments that brought all that it was meant to pay; none if they brought only a part."""
    if payment.names_an_instalment and payment.instalment:
        others = tuple(payments_for(payment, payment.instalment))
        return others if _cover(payment.instalment, others) else ()
    return tuple(each for each in _others(payment) if _repeats(each, payment))


def payments_for(payment: PaymentView, instalment: Instalment) -> Iterator[PaymentView]:
    """The other payments that were meant for the instalment or credited to it, and brought money."""
    wanted = instalment.instalment_id
    for each in _others(payment):
        meant = each.instalment if each.names_an_instalment or each.instruction is None else None
        if (meant and meant.instalment_id == wanted) or wanted in {one.instalment_id for one in each.repayments}:
            yield each


def proof_of(payments: Iterable[PaymentView]) -> Iterator[Record]:
    """The rows that show that the payments brought money: their postings, else their debits."""
    for each in payments:
        yield from each.repayments or each.debits


def _others(payment: PaymentView) -> Iterator[PaymentView]:
    for each in all_payments(payment.setting):
        if each.ref != payment.ref and _brought(each) > 0 and all(one.payee == "lender" for one in each.debits):
            yield each


def _brought(payment: PaymentView) -> Decimal:
    return max(payment.kept, payment.left_on_the_loan)


def _cover(instalment: Instalment, payments: Iterable[PaymentView]) -> bool:
    brought = sum(map(_brought, payments))
    due = instalment.principal + instalment.interest + instalment.fees
    return brought > 0 and (instalment.status == "paid" or brought >= due)


def _repeats(later: PaymentView, earlier: PaymentView) -> bool:
    """Whether it is a later try of the same early repayment or settlement, with at least as much money."""
    first, second = earlier.instruction, later.instruction
    if first is None or second is None or second.instalment_id is not None or second.made_at < first.made_at:
        return False
    return (second.loan_id, second.purpose) == (first.loan_id, first.purpose) and _brought(later) >= first.amount
