"""A repayment of interest only: the principal, and the limit with it, stays where it is."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, pay_last_at
from servicing.ledger.demo.showing import show_the_books


def strike(life: Life) -> Harm:
    """The latest repayment covered the interest and nothing else."""
    paid = pay_last_at(life, life.now - timedelta(hours=30), "quick_pay")
    interest = paid.instalment.interest
    life.change(paid.instruction, amount=interest)
    life.change(paid.record, amount=interest)
    if paid.settlement:
        life.change(paid.settlement, amount=interest)
    life.change(paid.posting, amount=-interest, principal=ZERO, interest=-interest)
    life.change(paid.instalment, status="billed")
    show_the_books(life)
    return Harm(life.line.line_id)
