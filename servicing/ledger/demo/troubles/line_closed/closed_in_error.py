"""A line that was closed by a decision which has been withdrawn since, while nobody opened the line again."""

from datetime import timedelta

from servicing.ledger.demo.deciding import decide, stop_line
from servicing.ledger.demo.life import Harm, Life


def strike(life: Life) -> Harm:
    """The model closed the line six days ago; the day before yesterday that was marked as an error."""
    at = life.now - timedelta(days=6)
    decision = decide(life, "close", at, "score", factors="recent_late_payment")
    life.change(decision, withdrawn_at=life.now - timedelta(days=2))
    return Harm(stop_line(life, at, "closed", decision=decision))
