"""A loan that was settled, and to which somebody added an old instalment by hand."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import post
from servicing.ledger.demo.settling import settle_early
from servicing.ledger.demo.showing import show_the_books


def strike(life: Life) -> Harm:
    """The open loan was settled the day before yesterday; staff booked an instalment back yesterday."""
    settlement = settle_early(life, life.now - timedelta(hours=52))
    unpaid = next(each for each in life.instalments(life.open_loan) if each.status == "scheduled")
    added = post(life, life.open_loan, "adjustment", (unpaid.principal, unpaid.interest), life.now - timedelta(days=1))
    life.change(added, made_by="staff", reason="early_repayment_reversed")
    show_the_books(life)
    return Harm(settlement.loan_id)
