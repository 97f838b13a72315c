"""A drawing from the reserve fund that the bill or the settlement quote counts in, or leaves out."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Literal

from servicing.ledger.demo.anew import pay_again, recent_payments
from servicing.ledger.demo.calendar_days import local
from servicing.ledger.demo.closing import interest_since_last_entry, owed_at
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, post
from servicing.ledger.demo.quotes import quote_of
from servicing.ledger.records import Loan, ReserveDraw

# Drawings of longer ago explain nothing that a borrower sees now.
DAYS = 60


def strike(life: Life) -> Harm:
    """It stands in a bill, in a quote, or in neither."""
    return life.rng.choice((_in_a_bill, _in_a_quote, _nowhere))(life)


def near_miss(life: Life) -> None:
    """Drawn since the last bill: the next one will count it in, and has not been cut."""
    loan, last = life.open_loan, life.last_payment
    since = max(last.posting.posted_at, local(last.instalment.due_on + timedelta(days=1), time(1), life.zone))
    at = since + (life.now - since) * life.rng.random()
    _draw(life, loan, at.replace(second=0, microsecond=0), Decimal(life.rng.randint(2, 20)), "bill", booked=False)


def _in_a_bill(life: Life) -> Harm:
    """Drawn before the bill of an instalment, which asks for that much more and was paid so."""
    paid = life.rng.choice(recent_payments(life, DAYS))
    billed_at = local(paid.instalment.due_on, time(0, 5), life.zone) - timedelta(days=3)
    at = billed_at - timedelta(hours=life.rng.randint(2, 20 * 24))
    draw = _draw(life, life.open_loan, at, Decimal(life.rng.randint(20, 90)), "bill")
    due = life.change(paid.instalment, principal=paid.instalment.principal + draw.amount)
    again = pay_again(life, paid, paid.instruction.made_at, paid.instruction.channel)
    return Harm(due.loan_id, (draw, again.instalment))


def _in_a_quote(life: Life) -> Harm:
    loan, at = life.open_loan, life.ago(DAYS * 24, 5)
    draw = _draw(life, loan, at, Decimal(life.rng.randint(20, 300)), "quote")
    asked_at = _since(life, at)
    amount = owed_at(life, loan, asked_at) + interest_since_last_entry(life, loan, asked_at)
    return Harm(loan.loan_id, (draw, quote_of(life, loan, asked_at, amount)))


def _nowhere(life: Life) -> Harm:
    """Asked for a quote after it, the lender named what is owed without it."""
    loan, at = life.open_loan, life.ago(DAYS * 24, 5)
    draw = _draw(life, loan, at, Decimal(life.rng.randint(20, 300)), "nowhere")
    asked_at = _since(life, at)
    amount = owed_at(life, loan, asked_at) + interest_since_last_entry(life, loan, asked_at)
    return Harm(loan.loan_id, (draw, quote_of(life, loan, asked_at, amount - draw.amount)))


def _since(life: Life, at: datetime) -> datetime:
    """A moment of the last day, after the drawing."""
    return max(life.ago(20, 1), at + timedelta(hours=1))


def _draw(
    life: Life,
    loan: Loan,
    at: datetime,
    amount: Decimal,
    counted_in: Literal["bill", "quote", "nowhere"],
    *,
    booked: bool = True,
) -> ReserveDraw:
    """A drawing, and its entry a minute later."""
    draw = life.add(
        ReserveDraw(
            draw_id=life.ref("RD"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            amount=amount,
            currency=loan.currency,
            drawn_at=at,
            counted_in=counted_in,
        )
    )
    if booked:
        entry = post(life, loan, "disbursement", (amount, ZERO), at + timedelta(minutes=1))
        life.change(entry, reason="reserve_fund")
    return draw
