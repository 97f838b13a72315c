"""A loan that was paid off early and is still marked as open."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.settling import settle_early
from servicing.ledger.demo.showing import show_the_books


def strike(life: Life) -> Harm:
    """The open loan was settled three days ago; nobody marked it."""
    settlement = settle_early(life, life.now - timedelta(hours=73))
    show_the_books(life)
    return Harm(settlement.loan_id)
