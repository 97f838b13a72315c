"""A limit that a rule for the whole product lowered."""

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import lately, lower, put_back

REASON = "product_policy"


def strike(life: Life) -> Harm:
    """The product's limits were lowered in the last weeks, for a time or for good."""
    decision = lower(life, lately(life, most_days=85), REASON)
    return Harm(life.line.line_id, (life.change(decision, decided_by="policy"),))


def near_miss(life: Life) -> None:
    """The product's limits were lowered, and are what they were again."""
    decision = lower(life, lately(life, most_days=85, least_hours=72), REASON)
    put_back(life, life.change(decision, decided_by="policy"))
