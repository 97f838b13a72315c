"""Clues about a line: whether it can be drawn, who stopped or lowered it and why, and what was repaid on it."""

from datetime import datetime

from servicing.diagnosis.answer import Answer, first_known, no, whether
from servicing.diagnosis.cause import Details
from servicing.diagnosis.views.line import LineView
from servicing.ledger.records import LimitDecision

# The codes that there are words for (words/limit_reasons.yml, words/limit_factors.yml); others are not said.
REASONS = (
    "score",
    "multi_lender_exposure",
    "product_policy",
    "overdue",
    "security",
    "dormancy",
    "contract_end",
    "own_request",
    "behaviour",
    "temporary_limit_over",
    "good_standing",
)
FACTORS = (
    "utilisation_high",
    "recent_late_payment",
    "many_enquiries",
    "new_borrowing_elsewhere",
    "balances_elsewhere_high",
    "many_lenders",
    "short_history",
    "income_not_confirmed",
    "frequent_borrowing",
    "large_borrowing",
    "paid_on_time",
)


def the_line_is_stopped(line: LineView) -> Answer:
    """It is frozen or closed."""
    event = line.stopping_event
    return whether(line.line.status != "open", *((event,) if event else ()))


def stopped_by_a_decision_for(line: LineView, *reasons: str) -> Answer:
    """A decision that stands stopped it for one of these reasons."""
    decision = line.standing_decision
    return first_known((decision,)) if decision and decision.reason in reasons else no()


def stopped_for(line: LineView, *reasons: str) -> Answer:
    """A decision that stands, or the event itself, stopped it for one of these reasons."""
    rows = (line.standing_decision,) if line.standing_decision else ()
    return whether(line.stopped_for in reasons, *rows)


def the_decision_in_words(decision: LimitDecision | None) -> Details:
    """Its reason, its principal factors (codes separated by a space, empty where none can be said) and its moment."""
    if decision is None:
        return {}
    factors = [code for code in (decision.factors or "").split() if code in FACTORS]
    reason = decision.reason if decision.reason in REASONS else "other"
    return {"reason": reason, "factors": " ".join(factors), "decided_at": decision.decided_at}


def the_stop_in_words(line: LineView) -> Details:
    """The decision that stopped the line, and whether it is `frozen` or `closed`."""
    return {**the_decision_in_words(line.standing_decision), "state": line.line.status}


def when_the_stop_ends_by_itself(line: LineView) -> datetime | None:
    """The end of a decision that is only for a time."""
    return line.standing_decision.ends_at if line.standing_decision else None


def something_was_repaid(line: LineView) -> Answer:
    """A repayment is booked on one of its loans."""
    return first_known(line.last_payment)


def a_lowered_limit_is_in_force(decision: LimitDecision, line: LineView) -> bool:
    """Whether a decision lowered the limit, and the limit has not come back to what it was."""
    return decision.kind == "lower" and line.line.total_limit < decision.limit_before
