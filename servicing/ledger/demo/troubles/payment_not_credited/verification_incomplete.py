"""A payment whose verification code was never entered."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at, unpost


def strike(life: Life) -> Harm:
    """The latest payment lapsed yesterday, before anything was debited."""
    paid = pay_last_at(life, life.now - timedelta(hours=24), "card")
    unpost(life, paid)
    life.drop(paid.record)
    return Harm(life.change(paid.instruction, state="expired", verified_at=None).instruction_id)
