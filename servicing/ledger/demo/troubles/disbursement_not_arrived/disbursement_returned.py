"""A loan whose money the bank sent back."""

from datetime import timedelta

from servicing.ledger.demo.drawing import draw_at
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, post


def strike(life: Life) -> Harm:
    """A loan was drawn and booked three days ago; the card is closed, and the money came back."""
    drawn = draw_at(life, life.now - timedelta(days=3))
    life.change(drawn.payout, state="returned", failure_code="card_closed")
    loan = life.change(drawn.loan, status="open")
    post(life, loan, "disbursement", (loan.principal, ZERO), loan.drawn_at, record=drawn.payout)
    return Harm(loan.loan_id)
