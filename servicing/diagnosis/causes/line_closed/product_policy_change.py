"""A rule for the whole product, region or regulation froze or closed the line; it is nothing the borrower did."""

from datetime import date

from servicing.diagnosis.answer import Answer
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.line import stopped_for, the_line_is_stopped, when_the_stop_ends_by_itself
from servicing.diagnosis.views.line import LineView


def it_was_stopped_for_the_whole_product(line: LineView) -> Answer:
    """The decision that stands, or the event, names the lender's product rules as its reason."""
    return stopped_for(line, "product_policy")


def details(line: LineView) -> Details:
    """When it was decided, or done without a decision on this line, and whether it is `frozen` or `closed`."""
    return {"stopped_at": line.stopped_at or line.setting.now, "state": line.line.status}


CAUSE = Cause(
    source="ledger contract: limit_decisions.reason, line_events.reason",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="policy",
    clues=(the_line_is_stopped, it_was_stopped_for_the_whole_product),
    queue="limit",
    steps=("borrow_again", "limit", "person"),
    details=details,
    expected=when_the_stop_ends_by_itself,
)
