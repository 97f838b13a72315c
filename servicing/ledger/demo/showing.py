"""What the demo borrower's screen shows, brought up to what the books say, or left behind."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import ZERO
from servicing.ledger.records import Hold, Loan, Posting, ShownBalance

TAKE_UP_LIMIT = ("limit_release", "limit_reservation")
Told = TypeVar("Told")


def show_the_books(life: Life) -> None:
    """Every balance on the screen is what the books make it, but for a screen that was left behind."""
    for shown, truth in _with_truth(life):
        life.change(shown, amount=truth)


def limit_shown(life: Life) -> ShownBalance:
    """The available limit as it is shown."""
    return next(each for each in life.all(ShownBalance) if each.what == "available_limit")


def _is_fresh(shown: ShownBalance) -> bool:
    """Whether the data behind the screen is as new as the screen."""
    return shown.as_of == shown.shown_at


def _with_truth(life: Life) -> Iterator[tuple[ShownBalance, Decimal]]:
    """Each fresh balance with what the books make it."""
    owed: dict[str, Decimal] = defaultdict(Decimal)
    for each in life.all(Posting):
        owed[each.loan_id] += each.amount
    for shown in filter(_is_fresh, life.all(ShownBalance)):
        yield shown, _available(life) if shown.what == "available_limit" else _owed(life, shown, owed)


def _owed(life: Life, shown: ShownBalance, owed: Mapping[str, Decimal]) -> Decimal:
    """What is owed on the loan; where the screen names none, on all loans of its line."""
    name, own = ("loan_id", shown.loan_id) if shown.loan_id else ("line_id", shown.line_id)
    return sum((owed.get(each.loan_id, ZERO) for each in life.all(Loan) if getattr(each, name) == own), ZERO)


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
        true_before = {shown for shown, truth in _with_truth(life) if shown.amount == truth}
        told = strike(life)
        for shown, truth in _with_truth(life):
            if shown in true_before:
                life.change(shown, amount=truth)
        return told

    return struck
