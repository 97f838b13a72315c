"""A decision that stands froze or closed the line because of borrowing elsewhere."""

from datetime import date

from servicing.diagnosis.answer import Answer
from servicing.diagnosis.cause import Cause
from servicing.diagnosis.clues.line import (
    stopped_by_a_decision_for,
    the_line_is_stopped,
    the_stop_in_words,
    when_the_stop_ends_by_itself,
)
from servicing.diagnosis.views.line import LineView


def a_decision_rests_on_borrowing_elsewhere(line: LineView) -> Answer:
    """A decision that stands names loans with other lenders as its reason."""
    return stopped_by_a_decision_for(line, "multi_lender_exposure")


CAUSE = Cause(
    source="ledger contract: limit_decisions.reason",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="policy",
    clues=(the_line_is_stopped, a_decision_rests_on_borrowing_elsewhere),
    queue="limit",
    steps=("limit", "borrow_again", "person"),
    details=the_stop_in_words,
    expected=when_the_stop_ends_by_itself,
)
