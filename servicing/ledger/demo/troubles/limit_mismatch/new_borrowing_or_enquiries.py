"""A loan drawn after the last repayment: it takes up what that had freed."""

from datetime import timedelta

from servicing.ledger.demo.drawing import draw_at
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, post
from servicing.ledger.demo.showing import show_the_books


def strike(life: Life) -> Harm:
    """Drawn and paid out the day before yesterday."""
    drawn = draw_at(life, life.now - timedelta(hours=44))
    payout = life.change(drawn.payout, state="success")
    loan = life.change(drawn.loan, status="open")
    post(life, loan, "disbursement", (loan.principal, ZERO), payout.occurred_at, record=payout)
    show_the_books(life)
    return Harm(life.line.line_id)
