"""A quote that lapsed before the borrower came back to it."""

from datetime import timedelta
from decimal import Decimal

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.quotes import quote


def strike(life: Life) -> Harm:
    """A quote of five days ago held for a day; this morning's is higher by the interest since."""
    quote(life, life.now - timedelta(days=5), Decimal("6.20"))
    quote(life, life.now - timedelta(hours=3), Decimal("13.45"))
    return Harm(life.open_loan.loan_id)
