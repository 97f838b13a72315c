"""A payment that never left the borrower's phone."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at, unpost


def strike(life: Life) -> Harm:
    """The latest payment was tried without a connection: no server took it, no bank debited it."""
    paid = pay_last_at(life, life.now - timedelta(hours=22), "quick_pay")
    unpost(life, paid)
    life.drop(paid.record)
    return Harm(life.change(paid.instruction, state="attempted", acknowledged_at=None, verified_at=None).instruction_id)
