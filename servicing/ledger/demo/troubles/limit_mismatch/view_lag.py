"""A limit that is another by the books, while the borrower's screen shows data from before a repayment or a raise."""

from datetime import datetime, timedelta

from servicing.ledger.demo.deciding import decide
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import lately, repay_last
from servicing.ledger.demo.showing import limit_shown, show_the_books
from servicing.ledger.fields import Record


def strike(life: Life) -> Harm:
    """The latest repayment was booked, or the limit was raised; the screen shows data of some hours before that."""
    if life.rng.random() < 0.75:
        paid = repay_last(life, most_days=3)
        changed: Record = paid.posting
        at, more = paid.posting.posted_at, -paid.posting.principal
    else:
        at, before = lately(life, most_days=3), life.line.total_limit
        changed = decide(life, "raise", at, "good_standing", limit=before + before // 5, factors="paid_on_time")
        more = before // 5
    show_the_books(life)
    shown = limit_shown(life)
    shown = life.change(shown, amount=shown.amount - more, as_of=_before(life, at))
    return Harm(life.line.line_id, (changed, shown))


def _before(life: Life, at: datetime) -> datetime:
    return at - timedelta(minutes=life.rng.randint(10, 60))


def near_miss(life: Life) -> None:
    """The screen's data is of a minute after the last repayment, or is called older, and the amount on it is right."""
    paid = repay_last(life, most_days=3)
    show_the_books(life)
    life.change(limit_shown(life), as_of=paid.posting.posted_at + timedelta(minutes=life.rng.choice((-20, 1))))
