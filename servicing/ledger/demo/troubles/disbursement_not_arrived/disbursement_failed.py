"""A loan whose payout never came about."""

from datetime import timedelta

from servicing.ledger.demo.drawing import draw_at
from servicing.ledger.demo.life import Harm, Life


def strike(life: Life) -> Harm:
    """A loan was drawn last night; the bank would not take the money for a frozen account."""
    drawn = draw_at(life, life.now - timedelta(hours=16))
    life.change(drawn.payout, state="failed", failure_code="account_frozen")
    return Harm(life.change(drawn.loan, status="failed").loan_id)
