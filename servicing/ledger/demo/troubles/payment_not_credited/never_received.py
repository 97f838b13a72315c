"""A payment that never left the borrower's phone, or of which there is no trace at all."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.demo.stopping import BY_HAND, first_try, pay_and_stop


def strike(life: Life) -> Harm:
    """The latest payment was tried without a connection, or not even tried; no bank debited it."""
    paid = pay_and_stop(life, life.ago(19 * 24, 0.2), life.rng.choice(BY_HAND))
    life.drop(paid.record)
    if life.rng.random() < 0.35:
        life.drop(paid.instruction)
        return Harm(paid.instalment.instalment_id, (paid.instalment,))
    attempt = life.change(paid.instruction, state="attempted", acknowledged_at=None, verified_at=None)
    return Harm(attempt.instruction_id, (attempt,))


def near_miss(life: Life) -> None:
    """The first try never arrived; the borrower noticed, tried again, and that one is booked."""
    paid = pay_last_at(life, life.ago(19 * 24, 6), life.rng.choice(BY_HAND))
    instruction, record = first_try(life, paid, timedelta(minutes=life.rng.randint(2, 240)))
    life.drop(record)
    life.change(instruction, state="attempted", acknowledged_at=None, verified_at=None)
