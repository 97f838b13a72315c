"""A payment on which the books are silent: taken by the lender, neither debited nor refused, no incident, no hold."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at, unpost


def strike(life: Life) -> Harm:
    """The latest payment was accepted two days ago; since then nothing was written about it."""
    paid = pay_last_at(life, life.world.clear_of_incidents(life.now - timedelta(hours=40)), "quick_pay")
    unpost(life, paid)
    life.drop(paid.record)
    return Harm(life.change(paid.instruction, state="accepted").instruction_id)
