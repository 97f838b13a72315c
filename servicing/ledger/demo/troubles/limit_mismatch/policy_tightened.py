"""A limit that a rule for the whole product lowered."""

from datetime import timedelta

from servicing.ledger.demo.deciding import decide
from servicing.ledger.demo.life import Harm, Life


def strike(life: Life) -> Harm:
    """The product's limits were lowered by a fifth three days ago."""
    lower = life.line.total_limit - life.line.total_limit // 5
    decision = decide(life, "lower", life.now - timedelta(days=3), "product_policy", limit=lower)
    life.change(decision, decided_by="policy")
    return Harm(life.line.line_id)
