"""A plan that was made anew with a higher rate."""

from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from servicing.ledger.demo.healthy import CENT
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.records import Plan

RATE = Decimal("16.2")


def strike(life: Life) -> Harm:
    """Two days ago the rate rose; the instalments that are still to come ask for more interest."""
    loan = life.open_loan
    plan = life.add(
        Plan(
            plan_id=life.ref("PL"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            version=2,
            made_at=life.now - timedelta(days=2),
            made_by="system",
            reason="rate_change",
        )
    )
    for old in life.instalments(loan):
        if old.status == "scheduled":
            interest = (old.interest * RATE / loan.annual_rate).quantize(CENT, ROUND_HALF_UP)
            life.add(replace(old, instalment_id=life.ref("I"), plan_id=plan.plan_id, interest=interest))
    return Harm(life.change(loan, annual_rate=RATE).loan_id)
