"""What the demo borrower's screen shows, brought up to what the books say, or left behind."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import ZERO
from servicing.ledger.records import Hold, Loan, Posting, ShownBalance

TAKE_UP_LIMIT = ("limit_release", "limit_reservation")
Told = TypeVar("Told")


def show_the_books(life: Life) -> None:
    """Every balance on the screen is what the books make it, but for a screen that was left behind."""
    for shown in filter(_is_fresh, life.all(ShownBalance)):
        life.change(shown, amount=_truth(life, shown))


def limit_shown(life: Life) -> ShownBalance:
    """The available limit as it is shown."""
    return next(each for each in life.all(ShownBalance) if each.what == "available_limit")


def _is_fresh(shown: ShownBalance) -> bool:
    """Whether the data behind the screen is as new as the screen."""
    return shown.as_of == shown.shown_at


def _truth(life: Life, shown: ShownBalance) -> Decimal:
    return _available(life) if shown.what == "available_limit" else _owed(life, shown)


def _owed(life: Life, shown: ShownBalance) -> Decimal:
    """What is owed on the loan; where the screen names none, on all loans of its line."""
    names = ("loan_id", shown.loan_id) if shown.loan_id else ("line_id", shown.line_id)
    meant = {each.loan_id for each in life.all(Loan) if getattr(each, names[0]) == names[1]}
    return sum((each.amount for each in life.all(Posting) if each.loan_id in meant), ZERO)


def _available(life: Life) -> Decimal:
    on_it = {each.loan_id for each in life.all(Loan) if each.line_id == life.line.line_id}
    drawn = sum((each.principal for each in life.all(Posting) if each.loan_id in on_it), ZERO)
    held = sum(
        (each.amount for each in life.all(Hold) if each.kind in TAKE_UP_LIMIT and each.released_at is None), ZERO
    )
    return life.line.total_limit - drawn - held


def with_true_screens(strike: Callable[[Life], Told]) -> Callable[[Life], Told]:
    """What strikes, and then the screens: a balance that showed the books, and that is not touched, still shows them.

    One that an earlier trouble left behind stays behind.
    """

    def struck(life: Life) -> Told:
        true_before = {each for each in filter(_is_fresh, life.all(ShownBalance)) if each.amount == _truth(life, each)}
        told = strike(life)
        for shown in true_before.intersection(life.all(ShownBalance)):
            life.change(shown, amount=_truth(life, shown))
        return told

    return struck
