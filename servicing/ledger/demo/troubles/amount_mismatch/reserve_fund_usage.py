"""A drawing from the reserve fund that the settlement quote counts in."""

from datetime import timedelta
from decimal import Decimal

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.quotes import quote
from servicing.ledger.records import ReserveDraw

DRAWN = Decimal("200.00")


def strike(life: Life) -> Harm:
    """Two hundred yuan were drawn three days ago, and today's quote is higher by just that."""
    loan = life.open_loan
    life.add(
        ReserveDraw(
            draw_id=life.ref("RD"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            amount=DRAWN,
            currency=loan.currency,
            drawn_at=life.now - timedelta(days=3),
            counted_in="quote",
        )
    )
    return Harm(quote(life, life.now - timedelta(hours=4), DRAWN).loan_id)
