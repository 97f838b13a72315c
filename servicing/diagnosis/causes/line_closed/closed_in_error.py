"""The line was frozen or closed, and no valid decision stands behind that."""

from datetime import date

from servicing.diagnosis.answer import Answer, first_known, no, unknown, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.line import the_line_is_stopped
from servicing.diagnosis.views.line import LineView

# Nobody's line is stopped for these without a decision on it. Of a lender's own codes that is not known.
NEED_A_DECISION = ("score", "multi_lender_exposure", "bad_record", "behaviour", None)


def an_event_stopped_it(line: LineView) -> Answer:
    """The last event in its life froze or closed it."""
    return first_known((line.stopping_event,)) if line.stopping_event else no()


def no_valid_decision_stands_behind_it(line: LineView) -> Answer:
    """The decision was withdrawn or is over, or there is none where one is needed."""
    event, behind = line.stopping_event, line.stopping_decision
    if event and event.decision_id and behind is None:
        return unknown("limit_decisions")
    if line.standing_decision or line.stopped_for not in NEED_A_DECISION or line.term_is_over:
        return no()
    return yes(behind) if behind else yes()


def nothing_else_stops_it(line: LineView) -> Answer:
    """No doubt about the safety of the account stopped it, or its decision was withdrawn in any case."""
    if line.stopping_decision and line.stopping_decision.withdrawn_at:
        return yes()
    if "security_events" in line.setting.facts.absent:
        return unknown("security_events")
    return no(*line.open_doubts[:1]) if line.open_doubts else yes()


def details(line: LineView) -> Details:
    """What is wrong with it: decision `withdrawn`, `over` or `none`; the moment of that, else of the event."""
    behind, event = line.stopping_decision, line.stopping_event
    if behind and behind.withdrawn_at:
        return {"fault": "withdrawn", "when": behind.withdrawn_at, "state": line.line.status}
    if behind and behind.ends_at and behind.ends_at <= line.setting.now:
        return {"fault": "over", "when": behind.ends_at, "state": line.line.status}
    return {"fault": "none", "when": event.occurred_at if event else line.setting.now, "state": line.line.status}


CAUSE = Cause(
    source="ledger contract: line_events.decision_id, limit_decisions.withdrawn_at",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(
        the_line_is_stopped,
        an_event_stopped_it,
        no_valid_decision_stands_behind_it,
        nothing_else_stops_it,
    ),
    queue="limit",
    steps=("correction", "person"),
    details=details,
)
