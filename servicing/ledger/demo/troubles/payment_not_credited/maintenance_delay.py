"""A payment made during planned maintenance, waiting in the queue."""

from datetime import datetime, timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.demo.stopping import AT_ONCE, BY_HAND, pay_and_stop


def strike(life: Life) -> Harm:
    """The latest payment was made at some time in the window; a quick bank has debited it already."""
    paid = pay_and_stop(life, _inside(life), life.rng.choice(BY_HAND))
    if life.rng.random() < 0.7:
        life.drop(paid.record)
    queued = life.change(paid.instruction, state="queued")
    return Harm(queued.instruction_id, (queued, life.world.payments_maintenance))


def near_miss(life: Life) -> None:
    """The latest payment was made in the window, and the queue was through with it half an hour ago."""
    paid = pay_last_at(life, _inside(life), life.rng.choice(AT_ONCE))
    booked_at = life.now - timedelta(minutes=life.rng.randint(10, 50))
    life.change(paid.posting, posted_at=booked_at)
    life.change(paid.instruction, state_at=booked_at)


def _inside(life: Life) -> datetime:
    window = life.world.payments_maintenance
    lasted = (window.ended_at or life.now) - window.started_at
    return window.started_at + timedelta(minutes=life.rng.randint(2, int(lasted.total_seconds() // 60) - 5))
