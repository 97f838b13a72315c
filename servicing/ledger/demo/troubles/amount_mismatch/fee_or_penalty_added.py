"""A service fee that the plan does not name."""

from datetime import timedelta
from decimal import Decimal

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, post

FEE = Decimal("18.60")


def strike(life: Life) -> Harm:
    """A fee was booked on the open loan three days ago."""
    fee = post(life, life.open_loan, "fee", (ZERO, ZERO), life.now - timedelta(days=3))
    return Harm(life.change(fee, amount=FEE, fees=FEE, reason="service_fee").loan_id)
