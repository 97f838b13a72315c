"""A payment that went to something older first, so that the instalment it was meant for stays open."""

from datetime import timedelta
from decimal import Decimal

from servicing.ledger.demo.life import Harm, Life, Paid
from servicing.ledger.demo.paying import ZERO, pay, pay_last_at, post, undo
from servicing.ledger.demo.stopping import AT_ONCE, BY_HAND, leave_unpaid
from servicing.ledger.records import Instalment, Posting


def strike(life: Life) -> Harm:
    """The latest payment was booked to the instalment before it, which nobody had paid, or to a penalty first."""
    older = life.payments(life.open_loan)[-2]
    paid = pay_last_at(life, life.ago(19 * 24, 6), life.rng.choice(BY_HAND))
    elsewhere = _to_a_penalty(life, paid) if life.rng.random() < 0.4 else _to_the_older(life, paid, older)
    meant = leave_unpaid(life, paid.instalment)
    return Harm(paid.instruction.instruction_id, (paid.instruction, elsewhere, meant))


def _to_the_older(life: Life, paid: Paid, older: Paid) -> Posting:
    """As much of the payment as the older instalment asks is booked there, and the rest where it was meant."""
    undo(life, older)
    asks = older.instalment.principal + older.instalment.interest + older.instalment.fees
    first = min(asks, -paid.posting.amount)
    if first == asks:
        life.change(older.instalment, status="paid")
    else:
        leave_unpaid(life, older.instalment)
    return _split(life, paid, first, older.instalment)


def _to_a_penalty(life: Life, paid: Paid) -> Posting:
    """A penalty was booked before, and the payment pays that first."""
    penalty = Decimal(life.rng.randint(500, 3000)) / 100
    booked = post(life, life.open_loan, "penalty", (ZERO, ZERO), paid.posting.posted_at - timedelta(days=2))
    life.change(booked, amount=penalty, fees=penalty, reason="late_payment")
    part = _split(life, paid, penalty, None)
    return life.change(part, principal=ZERO, fees=-penalty)


def _split(life: Life, paid: Paid, first: Decimal, instalment: Instalment | None) -> Posting:
    """Book that much of a payment to something else, and what is left of it where it was booked before."""
    rest = -paid.posting.amount - first
    whose = instalment.instalment_id if instalment else None
    part = post(life, life.open_loan, "repayment", (-first, ZERO), paid.posting.posted_at, instalment, paid.record)
    if rest:
        life.change(paid.posting, amount=-rest, principal=-rest, interest=ZERO)
    else:
        life.drop(paid.posting)
    return life.change(part, instalment_id=whose)


def near_miss(life: Life) -> None:
    """The latest payment went to the next instalment, and the one made for that paid the latest: both are paid."""
    to_come = [each for each in life.instalments(life.open_loan) if each.status == "scheduled"]
    at, channel = life.ago(19 * 24, 6), life.rng.choice(AT_ONCE)
    paid = pay_last_at(life, at, channel)
    if to_come:
        before = at - timedelta(minutes=life.rng.randint(3, 50))
        post(life, life.open_loan, "interest", (ZERO, to_come[0].interest), before, to_come[0])
        posting = pay(life, to_come[0], before, channel)
        other = next(each for each in life.payments(life.open_loan) if each.posting == posting)
        _swap(life, paid, other)


def _swap(life: Life, one: Paid, other: Paid) -> None:
    """Each of two payments is booked to the other's instalment, as far as that asks for it."""
    moved = min(-one.posting.amount, -other.posting.amount)
    for paid, elsewhere in ((one, other), (other, one)):
        _split(life, paid, moved, elsewhere.instalment)
