"""What becomes of a loan that a demo borrower drew lately: it arrives, is sent again, is booked or taken out again."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from servicing.ledger.demo.drawing import Drawn, draw_at
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import ZERO, pay_last_at, post
from servicing.ledger.records import ChannelRecord, Posting

STEP = Decimal(100)


def draw_some(life: Life, at: datetime, channel: str = "quick_pay") -> Drawn:
    """A loan of some round amount, with its payout on the way."""
    drawn = draw_at(life, at, channel)
    less = STEP * life.rng.randint(0, int(drawn.loan.principal / STEP) - 3)
    loan = life.change(drawn.loan, principal=drawn.loan.principal - less)
    return Drawn(loan, life.change(drawn.payout, amount=loan.principal))


def put_in_the_books(life: Life, drawn: Drawn) -> Posting:
    """The loan is open and asked for, whatever became of its money."""
    loan = life.change(drawn.loan, status="open")
    return post(life, loan, "disbursement", (loan.principal, ZERO), loan.drawn_at, record=drawn.payout)


def take_out_of_the_books(life: Life, booked: Posting) -> Posting:
    """A person takes the booking back a day later, or now where that would be in the future."""
    at = min(booked.posted_at + timedelta(days=1), life.now)
    return life.add(
        replace(
            booked,
            posting_id=life.ref("R"),
            kind="adjustment",
            amount=-booked.amount,
            principal=-booked.principal,
            value_at=at,
            posted_at=at,
            made_by="staff",
            reason="payout_returned",
        )
    )


def arrive(life: Life, drawn: Drawn, at: datetime) -> ChannelRecord:
    """The payout reaches the borrower's bank, and the loan is booked."""
    arrived = life.change(drawn.payout, state="success", occurred_at=max(at, drawn.payout.occurred_at))
    put_in_the_books(life, Drawn(drawn.loan, arrived))
    return arrived


def repay_since(life: Life) -> None:
    """The borrower has repaid since the drawing, so that nothing new takes up what the repayment set free."""
    pay_last_at(life, life.now - timedelta(minutes=life.rng.randint(8, 15)), "quick_pay")


def pay_out_again(life: Life, drawn: Drawn, after: timedelta) -> ChannelRecord:
    """Another payout is sent off that much later, and arrives."""
    again = replace(
        drawn.payout, record_id=life.ref("C"), state="pending", occurred_at=drawn.payout.occurred_at + after
    )
    return arrive(life, Drawn(drawn.loan, life.add(again)), again.occurred_at)
