"""A line that was frozen or closed because of loans with other lenders."""

from servicing.ledger.demo.deciding import decide, stop_line
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import lately, later, open_again, stop_by_decision

REASON = "multi_lender_exposure"
FACTORS = (None, "new_borrowing_elsewhere many_lenders", "balances_elsewhere_high", "many_enquiries many_lenders")


def strike(life: Life) -> Harm:
    """The model stopped the line at some time since the last loan was drawn on it."""
    at = lately(life, most_days=60)
    return Harm(life.line.line_id, stop_by_decision(life, at, REASON, life.rng.choice(FACTORS)))


def near_miss(life: Life) -> None:
    """The model froze the line; a review took the decision back, and the line was let go."""
    at = lately(life, most_days=60, least_hours=72)
    decision = decide(life, "freeze", at, REASON, factors=life.rng.choice(FACTORS))
    reviewed_at = later(life, at)
    stop_line(life, at, "frozen", decision=life.change(decision, withdrawn_at=reviewed_at))
    open_again(life, reviewed_at)
