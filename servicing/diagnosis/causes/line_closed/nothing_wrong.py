"""The line is open: no event, decision, doubt or end of term stops it."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.views.line import LineView
from servicing.money import total


def the_line_is_open(line: LineView) -> Answer:
    """Its status is open, and so is the last event in its life; its term is not over."""
    return whether(line.may_be_drawn and line.stopping_event is None, line.line)


def no_decision_or_doubt_stops_it(line: LineView) -> Answer:
    """No decision to freeze or close it stands, and no open doubt about the account names it."""
    stops = [*line.open_doubts[:1], *((line.standing_decision,) if line.standing_decision else ())]
    return no(*stops) if stops else yes()


def details(line: LineView) -> Details:
    """What can be drawn now by the arithmetic of the books, and the limit in force."""
    nothing = total((), line.line.currency)
    return {"available": max(line.available, nothing), "limit": line.total_limit}


CAUSE = Cause(
    source="ledger contract: credit_lines.status, line_events, limit_decisions",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(the_line_is_open, no_decision_or_doubt_stops_it),
    queue="limit",
    steps=("limit", "borrow_again", "person"),
    details=details,
)
