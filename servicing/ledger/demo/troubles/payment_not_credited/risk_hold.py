"""A payment that risk control is looking at."""

from datetime import datetime, timedelta
from decimal import Decimal

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.demo.stopping import BY_HAND, hold, pay_and_stop


def strike(life: Life) -> Harm:
    """The latest payment is held; its review is due, is late, or names no time. Some are held before the debit."""
    paid = pay_and_stop(life, life.ago(70, 0.5), life.rng.choice(BY_HAND))
    held = hold(life, paid.record, "unusual_payment", _due(life, paid.record.occurred_at))
    if life.rng.random() < 0.25:
        life.drop(paid.record)
    return Harm(paid.instruction.instruction_id, (held,))


def near_miss(life: Life) -> None:
    """The latest payment was held and looked at; it was released, and booked at once."""
    paid = pay_last_at(life, life.ago(70, 12), life.rng.choice(BY_HAND))
    held = hold(life, paid.record, "unusual_payment", paid.record.occurred_at + timedelta(hours=48))
    released_at = paid.record.occurred_at + timedelta(minutes=life.rng.randint(10, 600))
    life.change(held, released_at=released_at)
    booked_at = max(released_at + timedelta(minutes=2), paid.posting.posted_at)
    life.change(paid.posting, posted_at=booked_at)
    if life.rng.random() < 0.5:
        life.change(held, released_at=released_at, amount=held.amount + Decimal("0.01"))


def _due(life: Life, debited_at: datetime) -> datetime | None:
    """In the next two days, a while ago, or at no named time."""
    hours = life.rng.choice((20, 44, None, -1))
    if hours is None:
        return None
    return life.now + timedelta(hours=hours) if hours > 0 else debited_at + timedelta(minutes=20)
