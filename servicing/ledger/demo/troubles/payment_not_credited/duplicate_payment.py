"""An instalment paid twice; the second payment is held, goes back, or was credited on top."""

from dataclasses import replace
from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life, Paid
from servicing.ledger.demo.paying import ZERO, pay, pay_last_at, post
from servicing.ledger.demo.stopping import AT_ONCE, credit_again, fall_due, hold, refund, second_payment
from servicing.ledger.fields import Record
from servicing.ledger.records import ChannelRecord

LATELY = timedelta(days=40)


def strike(life: Life) -> Harm:
    """An instalment was paid and booked; minutes to hours later the same came again."""
    what_becomes_of_it = life.rng.choice((_held, _given_back, _sent_back, _credited_again, _credited_ahead, _credited))
    paid = _paid(life, lasts=what_becomes_of_it is not _held)
    longest = min(timedelta(hours=20), life.now - paid.instruction.made_at - timedelta(hours=2))
    after = timedelta(minutes=life.rng.randint(5, int(longest.total_seconds() // 60)))
    again, record = second_payment(life, paid, after)
    if again.purpose == "auto_debit":
        again = life.change(again, purpose="instalment", channel="quick_pay")
        record = life.change(record, channel="quick_pay")
    proof = what_becomes_of_it(life, paid, record, after)
    return Harm(again.instruction_id, (paid.posting, *proof))


def _paid(life: Life, *, lasts: bool) -> Paid:
    """The latest payment anew, or one that stands in the books already where the trouble leaves a lasting trace."""
    old = [each for each in life.payments(life.open_loan) if each.instruction.made_at >= life.now - LATELY]
    if lasts and old and life.rng.random() < 0.5:
        return life.rng.choice(old)
    return pay_last_at(life, life.ago(19 * 24 if lasts else 70, 6), life.rng.choice(AT_ONCE))


Trace = tuple[Record, ...]


def _held(life: Life, paid: Paid, record: ChannelRecord, after: timedelta) -> Trace:
    """It is being looked at: the review is due, late, or names no time."""
    late = record.occurred_at + timedelta(minutes=30)
    due_at = life.rng.choice((life.now + timedelta(hours=25), late, None))
    return record, hold(life, record, "duplicate_payment", due_at)


def _given_back(life: Life, paid: Paid, record: ChannelRecord, after: timedelta) -> Trace:
    """The lender has refunded it, or is about to; some had been credited first and were booked back."""
    back = refund(life, record, timedelta(minutes=55), life.rng.choice(("success", "pending")))
    if life.rng.random() < 0.5:
        return record, back
    credit = credit_again(life, paid, record, after)
    booked_back = replace(
        credit,
        posting_id=life.ref("R"),
        kind="refund",
        amount=-credit.amount,
        principal=-credit.principal,
        interest=-credit.interest,
        fees=-credit.fees,
        value_at=credit.value_at + timedelta(minutes=20),
        posted_at=credit.posted_at + timedelta(minutes=20),
    )
    return record, back, credit, life.add(booked_back)


def _sent_back(life: Life, paid: Paid, record: ChannelRecord, after: timedelta) -> Trace:
    """The bank itself returned it."""
    return (life.change(record, state="returned", failure_code="other"),)


def _credited_again(life: Life, paid: Paid, record: ChannelRecord, after: timedelta) -> Trace:
    """It is credited to the same instalment as well."""
    return record, credit_again(life, paid, record, after)


def _credited_ahead(life: Life, paid: Paid, record: ChannelRecord, after: timedelta) -> Trace:
    """It is credited to the next instalment, whose day has not come, as far as that asks for it."""
    days = [each for each in life.instalments(life.open_loan) if each.status == "scheduled"]
    if not days:
        return _credited(life, paid, record, after)
    credit = credit_again(life, paid, record, after)
    part = max(credit.amount, -days[0].principal)
    first = life.change(credit, instalment_id=days[0].instalment_id, amount=part, principal=part, interest=ZERO)
    if part == credit.amount:
        return record, first
    rest = post(life, life.open_loan, "repayment", (credit.amount - part, ZERO), credit.posted_at, record=record)
    return record, first, rest


def _credited(life: Life, paid: Paid, record: ChannelRecord, after: timedelta) -> Trace:
    """It is credited to the loan, and to no instalment of it."""
    credit = credit_again(life, paid, record, after)
    return record, life.change(credit, instalment_id=None, principal=credit.amount, interest=ZERO, fees=ZERO)


def near_miss(life: Life) -> None:
    """Two payments on one day: for two instalments, or two halves of one."""
    at, channel = life.ago(19 * 24, 6), life.rng.choice(AT_ONCE)
    paid = pay_last_at(life, at, channel)
    to_come = [each for each in life.instalments(life.open_loan) if each.status == "scheduled"]
    if to_come and life.rng.random() < 0.5:
        post(life, life.open_loan, "interest", (ZERO, to_come[0].interest), at, to_come[0])
        pay(life, to_come[0], at + timedelta(minutes=9), channel)
    else:
        _halve(life, paid)


def _halve(life: Life, paid: Paid) -> None:
    """One payment becomes two of half the amount, ten minutes apart."""
    whole = paid.record.amount
    half = (whole / 2).quantize(whole)
    life.change(paid.instruction, amount=half)
    life.change(paid.record, amount=half)
    if paid.settlement:
        life.change(paid.settlement, amount=half)
    life.change(paid.posting, amount=-half, principal=-half, interest=ZERO)
    again, record = second_payment(life, paid, timedelta(minutes=10))
    fall_due(life, paid.instalment, record.occurred_at)
    life.change(again, amount=whole - half, state="done")
    record = life.change(record, amount=whole - half)
    rest = credit_again(life, paid, record, timedelta(minutes=10))
    interest = paid.posting.interest
    life.change(rest, amount=half - whole, principal=half - whole - interest, interest=interest)
    life.change(paid.posting, amount=-half, principal=-half, interest=ZERO)
