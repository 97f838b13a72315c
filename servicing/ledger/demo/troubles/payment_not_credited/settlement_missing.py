"""A transfer that the bank debited days ago and that no settlement file names."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at, unpost


def strike(life: Life) -> Harm:
    """The latest payment was debited four days ago; it is neither settled nor posted."""
    paid = pay_last_at(life, life.now - timedelta(days=4))
    unpost(life, paid)
    return Harm(life.change(paid.instruction, state="accepted").instruction_id)
