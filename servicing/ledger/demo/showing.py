"""What the demo borrower's screen shows, brought up to what the books say, or left behind."""

from collections.abc import Callable
from decimal import Decimal

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO
from servicing.ledger.records import Hold, Posting, ShownBalance

TAKE_UP_LIMIT = ("limit_release", "limit_reservation")


def show_the_books(life: Life) -> None:
    """Every balance on the screen is what the books make it."""
    for shown in life.all(ShownBalance):
        _show_truly(life, shown)


def limit_shown(life: Life) -> ShownBalance:
    """The available limit as it is shown."""
    return next(each for each in life.all(ShownBalance) if each.what == "available_limit")


def _show_truly(life: Life, shown: ShownBalance) -> None:
    amount = _available(life) if shown.what == "available_limit" else _owed(life, shown.loan_id)
    life.change(shown, amount=amount)


def _owed(life: Life, loan_id: str | None) -> Decimal:
    return sum((each.amount for each in life.all(Posting) if each.loan_id == loan_id), ZERO)


def _available(life: Life) -> Decimal:
    drawn = sum((each.principal for each in life.all(Posting)), ZERO)
    held = sum(
        (each.amount for each in life.all(Hold) if each.kind in TAKE_UP_LIMIT and each.released_at is None), ZERO
    )
    return life.line.total_limit - drawn - held


def with_true_screens(strike: Callable[[Life], Harm]) -> Callable[[Life], Harm]:
    """What strikes, and then the screens: a balance that the trouble did not touch shows the books as they are."""

    def struck(life: Life) -> Harm:
        before = set(life.all(ShownBalance))
        harm = strike(life)
        for shown in before.intersection(life.all(ShownBalance)):
            _show_truly(life, shown)
        return harm

    return struck
