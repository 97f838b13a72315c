"""A loan that was settled after the credit bureau was told last."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.settling import mark_settled, settle_early
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.records import BureauReport


def strike(life: Life) -> Harm:
    """The open loan was settled three days ago, or half-way between the last report and now."""
    last = max(each.reported_at for each in life.all(BureauReport))
    at = max(life.now - timedelta(days=3), last + (life.now - last) / 2)
    settlement = settle_early(life, at)
    mark_settled(life, settlement)
    show_the_books(life)
    return Harm(settlement.loan_id)
