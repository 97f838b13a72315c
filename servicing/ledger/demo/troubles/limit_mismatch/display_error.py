"""A screen that shows a wrong amount although the data behind it is of a minute ago."""

from collections.abc import Callable
from decimal import Decimal

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import set_aside
from servicing.ledger.demo.paying import ZERO
from servicing.ledger.demo.showing import limit_shown, show_the_books
from servicing.ledger.records import Posting


def strike(life: Life) -> Harm:
    """It leaves out the last repayment, counts a loan twice, or shows nothing at all."""
    show_the_books(life)
    shown = limit_shown(life)
    ways: tuple[Callable[[Life, Decimal], Decimal], ...] = (_without_the_last_repayment, _a_loan_twice, _nothing)
    shown = life.change(shown, amount=life.rng.choice(ways)(life, shown.amount))
    return Harm(life.line.line_id, (life.line, shown))


def _without_the_last_repayment(life: Life, right: Decimal) -> Decimal:
    return right + life.last_payment.posting.principal


def _a_loan_twice(life: Life, right: Decimal) -> Decimal:
    loan = life.open_loan.loan_id
    return right - sum((each.principal for each in life.all(Posting) if each.loan_id == loan), ZERO)


def _nothing(life: Life, right: Decimal) -> Decimal:
    return ZERO


def near_miss(life: Life) -> None:
    """The screen shows less than limit less principal, and rightly so: some is set aside since before the repayment."""
    placed_at = life.last_payment.instruction.made_at
    set_aside(life, life.line.total_limit // life.rng.randint(6, 12), "enquiry", placed_at)
