"""A line that was frozen or closed with all others of its product, for a time or for good."""

from datetime import timedelta

from servicing.ledger.demo.deciding import decide, stop_line
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import last_event, lately, later, open_again, stop_by_decision

REASON = "product_policy"


def strike(life: Life) -> Harm:
    """The product was stopped at some time since the last loan was drawn; not each lender decides on each line."""
    at = lately(life, most_days=60)
    if life.rng.random() < 1 / 3:
        return Harm(stop_line(life, at, life.rng.choice(("frozen", "closed")), reason=REASON), (last_event(life),))
    decision, event = stop_by_decision(life, at, REASON)
    return Harm(life.line.line_id, (life.change(decision, decided_by="policy"), event))


def near_miss(life: Life) -> None:
    """The product was stopped for some days; they are over, and the line was let go."""
    at = lately(life, most_days=60, least_hours=72)
    ends_at = later(life, at + timedelta(hours=1))
    decision = life.change(decide(life, "freeze", at, REASON), decided_by="policy", ends_at=ends_at)
    stop_line(life, at, "frozen", decision=decision)
    open_again(life, ends_at)
