"""The limit is another by the books; the borrower's screen shows data from before the repayment or another change."""

from datetime import date

from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.limit_changes import changed_behind, the_screen_shows_data_from_before_a_change
from servicing.diagnosis.clues.line import the_line_may_be_drawn, the_screen_shows_another_amount
from servicing.diagnosis.views.line import LineView
from servicing.money import Money


def details(line: LineView) -> Details:
    """What the screen showed, how old that was, what can be drawn by the books, and what changed in between.

    `changed` is the table of the latest change and `repaid` whether a repayment is among them (`yes` or `no`).
    """
    shown = line.last_limit_shown
    if shown is None:
        return {}
    changes = changed_behind(line, shown)
    return {
        "shown": Money(shown.amount, shown.currency),
        "as_of": shown.as_of,
        "available": line.drawable,
        "changed": changes[0].table_name,
        "repaid": "yes" if any(each in line.repayments for each in changes) else "no",
    }


CAUSE = Cause(
    source="ledger contract: shown_balances.as_of",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(the_line_may_be_drawn, the_screen_shows_data_from_before_a_change, the_screen_shows_another_amount),
    queue="limit",
    steps=("limit", "person"),
    details=details,
)
