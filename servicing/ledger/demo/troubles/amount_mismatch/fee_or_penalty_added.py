"""A service fee that the plan does not name."""

from datetime import timedelta
from decimal import Decimal

from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import ZERO, post

FEE = Decimal("18.60")


def strike(life: Life) -> str:
    """A fee was booked on the open loan three days ago."""
    fee = post(life, life.open_loan, "fee", (ZERO, ZERO), life.now - timedelta(days=3))
    return life.change(fee, amount=FEE, fees=FEE, reason="service_fee").loan_id
