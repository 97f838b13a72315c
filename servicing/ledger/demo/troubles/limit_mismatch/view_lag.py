"""A limit that is free by the books while the borrower's screen shows data from before the repayment."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.demo.showing import limit_shown, show_the_books


def strike(life: Life) -> Harm:
    """The latest repayment was booked four hours ago; the screen is nine hours old."""
    paid = pay_last_at(life, life.now - timedelta(hours=4), "quick_pay")
    show_the_books(life)
    shown = limit_shown(life)
    life.change(shown, amount=shown.amount + paid.posting.principal, as_of=life.now - timedelta(hours=9))
    return Harm(life.line.line_id)
