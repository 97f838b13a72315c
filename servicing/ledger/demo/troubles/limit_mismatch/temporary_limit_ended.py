"""A temporary limit that ended on its day."""

from datetime import timedelta

from servicing.ledger.demo.deciding import decide
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import lately, later
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.fields import Record
from servicing.ledger.records import LimitDecision

OVER = "temporary_limit_over"


def strike(life: Life) -> Harm:
    """Raised for some weeks; it ended by itself, by a decision to end it, or by one that is booked as a lowering."""
    usual, raised = life.line.total_limit, _raised(life)
    ended = later(life, raised.decided_at)
    raised = life.change(raised, ends_at=ended)
    proof: tuple[Record, ...] = (raised,)
    how = life.rng.choice(("by_itself", "temporary_end", "lower"))
    if how == "by_itself":
        life.change(life.line, total_limit=usual)
    else:
        ending = decide(life, "temporary_end" if how == "temporary_end" else "lower", ended, OVER, limit=usual)
        proof = (raised, life.change(ending, decided_by="policy"))
    show_the_books(life)
    return Harm(life.line.line_id, proof)


def _raised(life: Life) -> LimitDecision:
    more = life.line.total_limit + life.line.total_limit // life.rng.randint(2, 6)
    at = lately(life, most_days=85, least_hours=24 * 8)
    return decide(life, "temporary_raise", at, "good_standing", limit=more, factors="paid_on_time")


def near_miss(life: Life) -> None:
    """It still runs, or it was made permanent on the day on which it should have ended."""
    raised = _raised(life)
    if life.rng.random() < 0.5:
        life.change(raised, ends_at=life.now + timedelta(hours=life.rng.randint(1, 400)))
    else:
        ended = later(life, raised.decided_at)
        life.change(raised, ends_at=ended)
        decide(life, "raise", ended, "good_standing", limit=raised.limit_after, factors="paid_on_time")
