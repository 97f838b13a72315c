"""Clues about a line: whether it can be drawn, who stopped or lowered it and why, and what was repaid on it."""

from datetime import datetime

from servicing.diagnosis.answer import Answer, first_known, no, unknown, whether, yes
from servicing.diagnosis.cause import Details
from servicing.diagnosis.views.line import LineView
from servicing.ledger.records import Hold, LimitDecision
from servicing.ledger.records.lines import DECISION_FACTORS, DECISION_REASONS

# Lowerings for these reasons are causes of their own; `limit_rescored` tells all others by the reason on record.
TOLD_APART = (
    "product_policy",
    "temporary_limit_over",
    "behaviour",
    "security",
    "overdue",
    "multi_lender_exposure",
    "bad_record",
)

# The reasons for which limit is set aside that are no use of it by the borrower.
NOT_FOR_A_LOAN = ("behaviour", "security", "other_debt")


def the_line_is_stopped(line: LineView) -> Answer:
    """It is frozen or closed."""
    event = line.stopping_event
    return whether(line.line.status != "open", *((event,) if event else ()))


def the_line_may_be_drawn(line: LineView) -> Answer:
    """It is open, and its term is not over."""
    return whether(line.may_be_drawn, line.line)


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
    reason = decision.reason if decision.reason in DECISION_REASONS else "other"
    return {"reason": reason, "factors": factors_that_have_words(decision), "decided_at": decision.decided_at}


def factors_that_have_words(decision: LimitDecision) -> str:
    """The codes of its principal factors, separated by a space; a lender's own codes are left out."""
    return " ".join(code for code in (decision.factors or "").split() if code in DECISION_FACTORS)


def the_stop_in_words(line: LineView) -> Details:
    """The decision that stopped the line, and whether it is `frozen` or `closed`."""
    return {**the_decision_in_words(line.standing_decision), "state": line.line.status}


def when_the_stop_ends_by_itself(line: LineView) -> datetime | None:
    """The end of a decision that is only for a time."""
    return line.standing_decision.ends_at if line.standing_decision else None


def when_it_ends_by_itself(decision: LimitDecision, line: LineView) -> datetime | None:
    """The end of a decision that is only for a time; absent once that is past."""
    return decision.ends_at if decision.ends_at and decision.ends_at > line.setting.now else None


def something_was_repaid(line: LineView) -> Answer:
    """A repayment is booked on one of its loans."""
    return first_known(line.last_payment)


def lowerings_in_force(line: LineView) -> tuple[LimitDecision, ...]:
    """The recent decisions that lowered the limit, where it has not come back to what it was; the latest first."""
    lowered = (each for each in line.recent_decisions if each.kind == "lower")
    return tuple(each for each in lowered if line.line.total_limit < each.limit_before)


def lowerings_for(line: LineView, *reasons: str) -> tuple[LimitDecision, ...]:
    """Those for one of these reasons, the latest first."""
    return tuple(each for each in lowerings_in_force(line) if each.reason in reasons)


def set_aside_for(line: LineView, *reasons: str) -> tuple[Hold, ...]:
    """The open holds that keep a part of the limit for one of these reasons."""
    return tuple(each for each in line.open_holds if each.kind == "limit_reservation" and each.reason in reasons)


def the_limit_is_the_one_last_decided(line: LineView) -> Answer:
    """The limit in force is what the last decision on it made it."""
    on_limit = [each for each in line.decisions if each.kind not in ("freeze", "close") and not each.withdrawn_at]
    last = max(on_limit, key=lambda each: each.decided_at, default=None)
    if last is None:
        return yes()
    over = last.kind == "temporary_raise" and last.ends_at and last.ends_at <= line.setting.now
    return whether(line.line.total_limit == (last.limit_before if over else last.limit_after), last)


def the_screen_shows_another_amount(line: LineView) -> Answer:
    """What it last showed is not limit less outstanding less holds; it may show an amount below zero as nothing."""
    shown = line.last_limit_shown
    if shown is None or shown.amount in (line.available.amount, line.drawable.amount):
        return no(*((shown,) if shown else ()))
    if "holds" in line.setting.facts.absent:
        return unknown("holds")
    return yes(shown, *line.open_holds)
