"""The limit is free by the books; the borrower's screen shows data from before the repayment."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, unknown, whether
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.line import something_was_repaid
from servicing.diagnosis.views.line import LineView
from servicing.ledger.records import ShownBalance
from servicing.money import Money


def the_screen_showed_older_data(line: LineView) -> Answer:
    """What the screen last showed of the limit is older than the last repayment."""
    if "shown_balances" in line.setting.facts.absent:
        return unknown("shown_balances")
    shown = line.last_limit_shown
    if shown is None or not line.repayments:
        return no()
    return whether(shown.as_of < line.repayments[0].posted_at, shown)


def the_books_have_more_free(line: LineView) -> Answer:
    """By the books, more can be drawn than it showed."""
    shown = line.last_limit_shown
    return whether(shown is not None and _amount(shown) < line.available)


def _amount(shown: ShownBalance) -> Money:
    return Money(shown.amount, shown.currency)


def details(line: LineView) -> Details:
    """What the screen showed, how old that was, and what can be drawn by the books."""
    shown = line.last_limit_shown
    return {"shown": _amount(shown), "as_of": shown.as_of, "available": line.available} if shown else {}


CAUSE = Cause(
    source="ledger contract: shown_balances.as_of",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(something_was_repaid, the_screen_showed_older_data, the_books_have_more_free),
    queue="limit",
    steps=("limit", "person"),
    details=details,
)
