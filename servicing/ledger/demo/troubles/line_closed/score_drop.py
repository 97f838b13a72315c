"""A line that was closed after the borrower's credit was assessed anew."""

from datetime import timedelta

from servicing.ledger.demo.deciding import decide, stop_line
from servicing.ledger.demo.life import Harm, Life


def strike(life: Life) -> Harm:
    """The model closed the line five days ago."""
    at = life.now - timedelta(days=5)
    decision = decide(life, "close", at, "score", factors="utilisation_high many_enquiries")
    return Harm(stop_line(life, at, "closed", decision=decision))
