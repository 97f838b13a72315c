"""A limit that was lowered by an assessment after the last repayment."""

from datetime import timedelta

from servicing.ledger.demo.deciding import decide
from servicing.ledger.demo.life import Harm, Life


def strike(life: Life) -> Harm:
    """The model lowered the limit the day before yesterday."""
    lower = life.line.total_limit - life.line.total_limit // 4
    at = life.now - timedelta(days=2)
    decide(life, "lower", at, "score", limit=lower, factors="utilisation_high many_enquiries")
    return Harm(life.line.line_id)
