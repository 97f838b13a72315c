"""A loan that was settled but for the interest of two days."""

from datetime import timedelta
from decimal import Decimal

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, post
from servicing.ledger.demo.settling import settle_early
from servicing.ledger.demo.showing import show_the_books

TWO_DAYS_OF_INTEREST = Decimal("2.37")


def strike(life: Life) -> Harm:
    """The open loan was settled the day before yesterday; the interest to that day was booked after it."""
    settlement = settle_early(life, life.now - timedelta(hours=47))
    post(life, life.open_loan, "interest", (ZERO, TWO_DAYS_OF_INTEREST), settlement.posted_at + timedelta(hours=6))
    show_the_books(life)
    return Harm(settlement.loan_id)
