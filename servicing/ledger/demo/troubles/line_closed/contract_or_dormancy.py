"""A line whose term is over."""

from datetime import timedelta

from servicing.ledger.demo.deciding import stop_line
from servicing.ledger.demo.life import Harm, Life


def strike(life: Life) -> Harm:
    """The contract ended three days ago, and the line with it."""
    at = life.now - timedelta(days=2)
    life.change(life.line, term_ends_on=at.date() - timedelta(days=1))
    return Harm(stop_line(life, at, "closed", reason="contract_end"))
