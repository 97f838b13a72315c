"""A payment that the borrower's bank refused."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at, unpost


def strike(life: Life) -> Harm:
    """The latest payment was refused last night: not enough money in the account."""
    paid = pay_last_at(life, life.now - timedelta(hours=14), "card")
    unpost(life, paid)
    life.change(paid.record, state="failed", failure_code="insufficient_funds")
    return Harm(life.change(paid.instruction, state="failed", failure_code="insufficient_funds").instruction_id)
