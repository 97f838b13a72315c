"""A line that was frozen or closed after the borrower's credit was assessed anew."""

from datetime import timedelta

from servicing.ledger.demo.deciding import decide, stop_line
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import lately, later, open_again, stop_by_decision

FACTORS = (
    None,
    "utilisation_high many_enquiries",
    "recent_late_payment",
    "balances_elsewhere_high short_history income_not_confirmed",
)


def strike(life: Life) -> Harm:
    """The model stopped the line at some time since the last loan was drawn on it."""
    return Harm(
        life.line.line_id, stop_by_decision(life, lately(life, most_days=60), "score", life.rng.choice(FACTORS))
    )


def near_miss(life: Life) -> None:
    """The model froze the line for some days, and it was let go when they were over."""
    at = lately(life, most_days=60, least_hours=72)
    decision = decide(life, "freeze", at, "score", factors=life.rng.choice(FACTORS))
    ends_at = later(life, at + timedelta(hours=1))
    stop_line(life, at, "frozen", decision=life.change(decision, ends_at=ends_at))
    open_again(life, ends_at)
