"""A limit that was lowered by an assessment after a repayment."""

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import lately, lower, put_back

REASONS = ("score", "score", "score", "own_request")
FACTORS = ("utilisation_high many_enquiries", "recent_late_payment", "short_history", None)


def strike(life: Life) -> Harm:
    """The limit was lowered in the last weeks, by the model or as the borrower asked for it."""
    reason = life.rng.choice(REASONS)
    factors = life.rng.choice(FACTORS) if reason == "score" else None
    decision = lower(life, lately(life, most_days=85), reason, factors)
    return Harm(life.line.line_id, (life.change(decision, decided_by="model" if reason == "score" else "borrower"),))


def near_miss(life: Life) -> None:
    """The limit was lowered, and is what it was again."""
    put_back(life, lower(life, lately(life, most_days=85, least_hours=72), "score", life.rng.choice(FACTORS)))
