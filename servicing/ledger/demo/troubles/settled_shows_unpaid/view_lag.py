"""A loan that is settled while the borrower's screen shows yesterday's data."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.settling import mark_settled, settle_early
from servicing.ledger.records import ShownBalance


def strike(life: Life) -> Harm:
    """The open loan was settled two hours ago; the screen is older than that."""
    settlement = settle_early(life, life.now - timedelta(hours=2))
    mark_settled(life, settlement)
    for shown in life.all(ShownBalance):
        if shown.loan_id == settlement.loan_id:
            life.change(shown, as_of=life.now - timedelta(hours=9))
    return Harm(settlement.loan_id)
