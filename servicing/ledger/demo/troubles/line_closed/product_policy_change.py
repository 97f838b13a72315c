"""A line that was frozen for a time, with all others of its product."""

from datetime import timedelta

from servicing.ledger.demo.deciding import decide, stop_line
from servicing.ledger.demo.life import Harm, Life


def strike(life: Life) -> Harm:
    """The product was stopped a week ago, for thirty days."""
    at = life.now - timedelta(days=7)
    decision = decide(life, "freeze", at, "product_policy")
    life.change(decision, decided_by="policy", ends_at=at + timedelta(days=30))
    return Harm(stop_line(life, at, "frozen", decision=decision))
