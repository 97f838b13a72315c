"""A line that was frozen because of loans with other lenders."""

from datetime import timedelta

from servicing.ledger.demo.deciding import decide, stop_line
from servicing.ledger.demo.life import Harm, Life


def strike(life: Life) -> Harm:
    """The model froze the line four days ago."""
    at = life.now - timedelta(days=4)
    decision = decide(life, "freeze", at, "multi_lender_exposure", factors="new_borrowing_elsewhere many_lenders")
    return Harm(stop_line(life, at, "frozen", decision=decision))
