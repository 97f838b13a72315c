"""A temporary limit that ended on its day."""

from datetime import timedelta

from servicing.ledger.demo.deciding import decide
from servicing.ledger.demo.life import Harm, Life


def strike(life: Life) -> Harm:
    """Raised a month ago for four weeks; the limit is what it was."""
    usual, ended = life.line.total_limit, life.now - timedelta(days=2)
    raised = decide(
        life,
        "temporary_raise",
        life.now - timedelta(days=30),
        "good_standing",
        limit=usual + 5000,
        factors="paid_on_time",
    )
    life.change(raised, ends_at=ended)
    decide(life, "temporary_end", ended, "temporary_limit_over", limit=usual)
    return Harm(life.line.line_id)
