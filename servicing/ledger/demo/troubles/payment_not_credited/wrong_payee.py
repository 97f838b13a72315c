"""A transfer to an account that is not the lender's."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at, unpost


def strike(life: Life) -> Harm:
    """The latest payment was sent at the bank, without an instruction, to somebody else's account."""
    paid = pay_last_at(life, life.now - timedelta(hours=26))
    unpost(life, paid)
    life.drop(paid.instruction)
    return Harm(life.change(paid.record, instruction_id=None, payee="7731").record_id)
