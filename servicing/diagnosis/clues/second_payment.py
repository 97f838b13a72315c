"""Clues about a second payment for the same thing: a try that another payment took over from, or a surplus."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from servicing.diagnosis.answer import Answer, first_known, no, yes
from servicing.diagnosis.clues.meant_for import was_made_elsewhere_for
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.payment import PaymentView, all_payments
from servicing.lasting import once
from servicing.ledger.fields import Record
from servicing.ledger.records import Instalment, Posting


def it_is_still_needed(payment: PaymentView) -> Answer:
    """It took money that does not come back, or nothing else paid what it was for."""
    moved = (*payment.debits, *payment.coming_back)
    if payment.kept > 0:
        return yes(*moved)
    others = payments_in_its_place(payment)
    if others:
        return no(*proof_of(others))
    paid = payment.names_an_instalment and payment.instalment is not None and payment.instalment.status == "paid"
    return no(payment.shown_by) if paid else yes(*moved)


def no_other_payment_paid_its_instalment(payment: PaymentView) -> Answer:
    """The books credit no other payment to the instalment that it names, or not all of it."""
    other = another_payment_paid_its_instalment(payment)
    return Answer(not other.holds, other.rows)


def another_payment_paid_its_instalment(payment: PaymentView) -> Answer:
    """The instalment that it names, or was credited to, is paid, and by another payment."""
    return first_known(credits_of_another(payment))


def credits_of_another(payment: PaymentView) -> tuple[Posting, ...]:
    """What other payments credited to the instalment that it was for, once that is paid."""
    instalment = what_it_was_for(payment)
    if instalment is None or instalment.status != "paid":
        return ()
    credits = (posting for other in payments_for(payment, instalment) for posting in other.repayments)
    return tuple(each for each in credits if each.instalment_id == instalment.instalment_id)


def what_it_was_for(payment: PaymentView) -> Instalment | None:
    """The instalment that it names; of a payment that names none, the one to which it was credited."""
    if payment.names_an_instalment:
        return payment.instalment
    credited = {each.instalment_id for each in payment.repayments}
    return next((each for each in payment.setting.facts.instalments if each.instalment_id in credited), None)


def another_came_first(payment: PaymentView) -> bool:
    """Whether another payment that was credited to its instalment was made before it, or at the same time."""
    instalment = what_it_was_for(payment)
    if instalment is None or payment.made_at is None:
        return False
    credited = (each for each in payments_for(payment, instalment) if each.repayments)
    return any(each.made_at is not None and each.made_at <= payment.made_at for each in credited)


def payments_in_its_place(payment: PaymentView) -> tuple[PaymentView, ...]:
    """The other payments that brought all that it was meant to pay; none if they brought only a part."""
    if payment.names_an_instalment and payment.instalment:
        others = tuple(payments_for(payment, payment.instalment))
        return others if _cover(payment.instalment, others) else ()
    return tuple(
        each for each in all_payments(payment.setting) if _repeats(each, payment) and _is_another(each, payment)
    )


def payments_for(payment: PaymentView, instalment: Instalment) -> Iterator[PaymentView]:
    """The other payments that were meant for the instalment or credited to it, and brought money."""
    known = _instructed_or_credited(payment.setting, instalment)
    for each in all_payments(payment.setting):
        # One that was made elsewhere names no instalment, and is meant for one that is due.
        elsewhere = each.instruction is None and was_made_elsewhere_for(each, instalment)
        if (elsewhere or not known.isdisjoint(_own_references(each))) and _is_another(each, payment):
            yield each


def _instructed_or_credited(setting: Setting, instalment: Instalment) -> set[str | None]:
    """The references of the instructions that name an instalment, and of all that the repayments on it name."""
    reference, facts = instalment.instalment_id, setting.facts
    instructed = {each.instruction_id for each in facts.payment_instructions.by("instalment_id")[reference]}
    repayments = [each for each in facts.postings.by("instalment_id")[reference] if each.kind == "repayment"]
    credited = (name for each in repayments for name in (each.instruction_id, each.record_id))
    return instructed.union(credited) - {None}


@once
def _own_references(payment: PaymentView) -> frozenset[str]:
    """By which postings can name it."""
    own = (payment.instruction.instruction_id,) if payment.instruction else ()
    return frozenset((*own, *(each.record_id for each in payment.records)))


def proof_of(payments: Iterable[PaymentView]) -> Iterator[Record]:
    """The rows that show that the payments brought money: their postings, else their debits."""
    for each in payments:
        yield from each.repayments or each.debits


def _is_another(each: PaymentView, payment: PaymentView) -> bool:
    """Whether it is another payment, and brought the lender money."""
    return each.ref != payment.ref and _brought(each) > 0 and all(one.payee == "lender" for one in each.debits)


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
