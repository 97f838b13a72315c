"""A line that was frozen or closed without a valid decision behind it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from servicing.ledger.demo.deciding import decide, stop_line
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import last_event, lately, later, open_again
from servicing.ledger.fields import Record

REASONS = ("score", "multi_lender_exposure", "product_policy", "behaviour")


def strike(life: Life) -> Harm:
    """The decision was withdrawn or is over and the line did not follow, or there never was one."""
    ways: tuple[Callable[[Life, datetime], tuple[Record, ...]], ...] = (_withdrawn, _over, _never_decided)
    proof = life.rng.choice(ways)(life, lately(life, most_days=60, least_hours=72))
    return Harm(life.line.line_id, (*proof, last_event(life)))


def _withdrawn(life: Life, at: datetime) -> tuple[Record, ...]:
    closes = life.rng.random() < 0.5
    decision = decide(life, "close" if closes else "freeze", at, life.rng.choice(REASONS))
    decision = life.change(decision, withdrawn_at=later(life, at + timedelta(hours=1)))
    stop_line(life, at, "closed" if closes else "frozen", decision=decision)
    return (decision,)


def _over(life: Life, at: datetime) -> tuple[Record, ...]:
    decision = decide(life, "freeze", at, life.rng.choice(REASONS))
    decision = life.change(decision, ends_at=later(life, at + timedelta(hours=1)))
    stop_line(life, at, "frozen", decision=decision)
    return (decision,)


def _never_decided(life: Life, at: datetime) -> tuple[Record, ...]:
    stop_line(life, at, life.rng.choice(("frozen", "closed")), reason=life.rng.choice((None, "score")))
    return ()


def near_miss(life: Life) -> None:
    """The line was closed in error, that was noticed, and it was opened again."""
    at = lately(life, most_days=60, least_hours=72)
    decision = decide(life, "close", at, life.rng.choice(REASONS))
    noticed_at = later(life, at + timedelta(hours=1))
    stop_line(life, at, "closed", decision=life.change(decision, withdrawn_at=noticed_at))
    open_again(life, noticed_at)
