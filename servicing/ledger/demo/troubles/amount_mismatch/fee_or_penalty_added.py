"""Charges that the plan does not name: a fee, a penalty of some days, or more interest than was planned."""

from datetime import time, timedelta
from decimal import Decimal

from servicing.ledger.demo.anew import pay_late, recent_payments, some_money
from servicing.ledger.demo.calendar_days import local
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, post
from servicing.ledger.demo.schedules import CENT, days_of_interest
from servicing.ledger.records import Posting

# Charges of longer ago explain nothing that a borrower sees now.
DAYS = 80
FEES = ("service_fee", "guarantee_fee", "early_repayment")
PENALTY = Decimal("1.5")


def strike(life: Life) -> Harm:
    """One of them, in the last weeks; a part of a fee may have been waived since."""
    return life.rng.choice((_fee, _fee_waived_in_part, _penalty, _interest))(life)


def near_miss(life: Life) -> None:
    """A fee that was booked, and waived to the last cent."""
    fee = _book_fee(life, least_hours=30)
    _waive(life, fee, fee.amount)


def _fee(life: Life) -> Harm:
    fee = _book_fee(life, least_hours=1)
    return Harm(fee.loan_id, (fee,))


def _fee_waived_in_part(life: Life) -> Harm:
    fee = _book_fee(life, least_hours=30)
    waiver = _waive(life, fee, (fee.amount / life.rng.randint(2, 4)).quantize(CENT))
    return Harm(fee.loan_id, (fee, waiver))


def _penalty(life: Life) -> Harm:
    """An instalment was paid some days late, and each day cost a penalty."""
    paid = pay_late(life, life.rng.choice(recent_payments(life, DAYS - 3)), life.rng.randint(1, 3))
    due, loan = paid.instalment, life.open_loan
    a_day = max(CENT, days_of_interest(due.principal, loan.annual_rate * PENALTY, 1))
    booked: list[Posting] = []
    at = local(due.due_on + timedelta(days=1), time(0, 30), life.zone)
    while at < paid.posting.posted_at:
        row = post(life, loan, "penalty", (ZERO, ZERO), at, due, fees=a_day)
        booked.append(life.change(row, reason="late_payment"))
        at += timedelta(days=1)
    return Harm(loan.loan_id, (booked[0], booked[-1]))


def _interest(life: Life) -> Harm:
    """A bill asked for more interest than its instalment does."""
    due = life.rng.choice(recent_payments(life, DAYS)).instalment
    billed = next(
        each for each in life.all(Posting) if (each.kind, each.instalment_id) == ("interest", due.instalment_id)
    )
    more = billed.interest + some_money(life, 1, 9)
    wrong = life.change(billed, amount=more, interest=more, reason=life.rng.choice(("rate_change", None)))
    return Harm(wrong.loan_id, (wrong, due))


def _book_fee(life: Life, least_hours: float) -> Posting:
    at, fee = life.ago(DAYS * 24, least_hours), some_money(life, 5, 40)
    row = post(life, life.open_loan, "fee", (ZERO, ZERO), at, fees=fee)
    return life.change(row, reason=life.rng.choice(FEES))


def _waive(life: Life, fee: Posting, amount: Decimal) -> Posting:
    at = fee.posted_at + (life.now - fee.posted_at) * life.rng.random()
    row = post(life, life.open_loan, "waiver", (ZERO, ZERO), at.replace(second=0, microsecond=0), fees=-amount)
    return life.change(row, reason="goodwill", made_by="staff")
