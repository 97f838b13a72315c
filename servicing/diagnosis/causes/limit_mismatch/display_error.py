"""The screen shows another amount than limit less outstanding less holds, although the data behind it is not old."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.limit_changes import the_screen_shows_the_latest_data
from servicing.diagnosis.clues.line import (
    the_limit_is_the_one_last_decided,
    the_line_may_be_drawn,
    the_screen_shows_another_amount,
)
from servicing.diagnosis.views.line import LineView
from servicing.money import Money


def nobody_stopped_the_limit(line: LineView) -> Answer:
    """No open doubt about the account names the line: while one does, a screen may rightly show less."""
    return no(*line.open_doubts[:1]) if line.open_doubts else yes()


def details(line: LineView) -> Details:
    """What the screen showed and of when, and the arithmetic of the books: limit, outstanding, held and the rest."""
    shown = line.last_limit_shown
    if shown is None:
        return {}
    return {
        "shown": Money(shown.amount, shown.currency),
        "as_of": shown.as_of,
        "limit": line.total_limit,
        "outstanding": line.outstanding,
        "held": line.held,
        "available": line.drawable,
    }


CAUSE = Cause(
    source="ledger contract: credit_lines.total_limit, postings.principal, holds, shown_balances",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(
        the_line_may_be_drawn,
        nobody_stopped_the_limit,
        the_limit_is_the_one_last_decided,
        the_screen_shows_the_latest_data,
        the_screen_shows_another_amount,
    ),
    queue="limit",
    steps=("limit", "send_proof", "person"),
    evidence=("limit_page",),
    details=details,
)
