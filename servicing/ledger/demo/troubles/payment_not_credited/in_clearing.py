"""A transfer made this morning that the bank has sent off and the lender has not received yet."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at, unpost


def strike(life: Life) -> Harm:
    """The latest payment was made fifteen hours ago by bank transfer and is on its way."""
    paid = pay_last_at(life, life.now - timedelta(hours=15))
    unpost(life, paid)
    return Harm(life.change(paid.instruction, state="accepted").instruction_id)
