"""Limit that was taken up again since the last repayment: by a new loan, or for one on its way or applied for."""

from datetime import datetime, timedelta

from servicing.ledger.demo.drawing import Drawn, draw_at
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import let_go, repay_last, set_aside, since_the_last_repayment
from servicing.ledger.demo.paying import ZERO, post
from servicing.ledger.fields import Record
from servicing.ledger.records import Hold, Loan


def strike(life: Life) -> Harm:
    """A loan was drawn and paid out, or is being paid out, or was applied for."""
    how = life.rng.choice(("drawn", "on_its_way", "applied_for"))
    proof: tuple[Record, ...]
    if how == "drawn":
        proof = (_paid_out(life, draw_at(life, since_the_last_repayment(life, most_days=20))),)
    elif how == "on_its_way":
        drawn = draw_at(life, life.now - timedelta(minutes=life.rng.randint(5, 50)))
        proof = (set_aside(life, drawn.loan.principal, "drawing", drawn.loan.drawn_at),)
    else:
        proof = (_applied(life, since_the_last_repayment(life, most_days=20)),)
    return Harm(life.line.line_id, proof)


def _paid_out(life: Life, drawn: Drawn) -> Loan:
    payout = life.change(drawn.payout, state="success")
    loan = life.change(drawn.loan, status="open")
    post(life, loan, "disbursement", (loan.principal, ZERO), payout.occurred_at, record=payout)
    return loan


def _applied(life: Life, at: datetime) -> Hold:
    return set_aside(life, life.line.total_limit // life.rng.randint(4, 9), "enquiry", at)


def near_miss(life: Life) -> None:
    """A loan was drawn just before the last repayment, or was applied for after it and came to nothing."""
    if life.rng.random() < 0.5:
        paid = repay_last(life, most_days=3, least_hours=3)
        _paid_out(life, draw_at(life, paid.instruction.made_at - timedelta(hours=1)))
    else:
        let_go(life, _applied(life, since_the_last_repayment(life, most_days=20)))
