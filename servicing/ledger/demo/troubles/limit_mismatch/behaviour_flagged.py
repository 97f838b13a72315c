"""A limit that is lowered, or held for a review, because of how the line is used."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import lately, let_go, lower, put_back, set_aside
from servicing.ledger.records import Hold

REASON = "behaviour"
FACTORS = ("frequent_borrowing", "large_borrowing", "frequent_borrowing large_borrowing", None)


def strike(life: Life) -> Harm:
    """Frequent or large borrowing was flagged in the last weeks: the limit is lower, or a part of it is held."""
    if life.rng.random() < 0.5:
        decision = lower(life, lately(life, most_days=85), REASON, life.rng.choice(FACTORS))
        return Harm(life.line.line_id, (decision,))
    return Harm(life.line.line_id, (_held(life),))


def _held(life: Life) -> Hold:
    """The review is due, is late, or has no time."""
    at = lately(life, most_days=40)
    late, to_come = at + timedelta(hours=1), life.now + timedelta(hours=life.rng.randint(3, 90))
    return set_aside(
        life, life.line.total_limit // life.rng.randint(3, 9), REASON, at, life.rng.choice((late, to_come, None))
    )


def near_miss(life: Life) -> None:
    """It was flagged, and a review let the limit go again."""
    if life.rng.random() < 0.5:
        put_back(life, lower(life, lately(life, most_days=85, least_hours=72), REASON, life.rng.choice(FACTORS)))
    else:
        let_go(life, _held(life))
