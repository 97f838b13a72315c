"""A payment whose verification code was never entered."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.demo.stopping import BY_HAND, first_try, pay_and_stop


def strike(life: Life) -> Harm:
    """The latest payment lapsed before anything was debited, or has been waiting for the code for a few minutes."""
    waits = life.rng.random() < 0.25
    at = life.ago(0.2, 0.03) if waits else life.ago(19 * 24, 0.5)
    paid = pay_and_stop(life, at, life.rng.choice(BY_HAND))
    life.drop(paid.record)
    state = "awaiting_verification" if waits else "expired"
    state_at = paid.instruction.acknowledged_at if waits else paid.instruction.expires_at
    stopped = life.change(paid.instruction, state=state, state_at=state_at, verified_at=None)
    return Harm(stopped.instruction_id, (stopped,))


def near_miss(life: Life) -> None:
    """The first try lapsed for want of the code; a quarter of an hour later the borrower paid, and it is booked."""
    paid = pay_last_at(life, life.ago(19 * 24, 6), life.rng.choice(BY_HAND))
    instruction, record = first_try(life, paid, timedelta(minutes=life.rng.randint(16, 120)))
    life.drop(record)
    life.change(instruction, state="expired", state_at=instruction.expires_at, verified_at=None)
