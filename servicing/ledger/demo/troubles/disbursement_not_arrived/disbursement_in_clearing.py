"""A loan drawn an hour ago whose payout is on its way between the banks."""

from datetime import timedelta

from servicing.ledger.demo.drawing import draw_at
from servicing.ledger.demo.life import Harm, Life


def strike(life: Life) -> Harm:
    """A loan was drawn fifty minutes ago; its transfer may take a day."""
    return Harm(draw_at(life, life.now - timedelta(minutes=50), "bank_transfer").loan.loan_id)
