"""A payment made during planned maintenance, waiting in the queue."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at, unpost


def strike(life: Life) -> Harm:
    """The latest payment was made half an hour into the window; nothing has been debited yet."""
    at = life.world.payments_maintenance.started_at + timedelta(minutes=30)
    paid = pay_last_at(life, at, "quick_pay")
    unpost(life, paid)
    life.drop(paid.record)
    return Harm(life.change(paid.instruction, state="queued").instruction_id)
