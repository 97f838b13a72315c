"""The way the line is used, often or for large amounts, was flagged; the limit is lowered, held or stopped for it."""

from datetime import date, datetime

from servicing.diagnosis.answer import Answer, no, unknown, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.line import (
    factors_that_have_words,
    lowerings_for,
    set_aside_for,
    when_it_ends_by_itself,
)
from servicing.diagnosis.views.line import LineView
from servicing.ledger.records import Hold, LimitDecision
from servicing.money import Money, total


def the_way_it_is_used_was_flagged(line: LineView) -> Answer:
    """A decision in force, or an open hold on the limit, names the way the line is used as its reason."""
    flagged = (*_decided(line), *_held(line))
    if flagged:
        return yes(*flagged)
    return unknown("holds") if "holds" in line.setting.facts.absent else no()


def _decided(line: LineView) -> tuple[LimitDecision, ...]:
    """The decision that stops the line for it, else the latest that lowered the limit for it."""
    stop = line.standing_decision
    return (stop,) if stop and stop.reason == "behaviour" else lowerings_for(line, "behaviour")[:1]


def _held(line: LineView) -> tuple[Hold, ...]:
    return set_aside_for(line, "behaviour")


def details(line: LineView) -> Details:
    """What it came to (`lowered`, `held`, `frozen` or `closed`), since when, and the amounts and dates of that.

    A hold has the amount `held`, and when its review is due, where that is known, and `late` once that has passed.
    A lowering has the limit `before` and `after`. The codes of the principal factors are separated by a space.
    """
    due = _review_due(line)
    review = {"due": due or "", "late": "yes" if due and due < line.setting.now else "no"}
    for decision in _decided(line):
        return {**_decision_in_words(decision, line), **review}
    held = total((each.amount for each in _held(line)), line.line.currency)
    return {"how": "held", "held": held, "since": min(each.placed_at for each in _held(line)), "factors": "", **review}


def _decision_in_words(decision: LimitDecision, line: LineView) -> Details:
    return {
        "how": "lowered" if decision.kind == "lower" else line.line.status,
        "since": decision.decided_at,
        "before": Money(decision.limit_before, decision.currency),
        "after": Money(decision.limit_after, decision.currency),
        "factors": factors_that_have_words(decision),
    }


def _review_due(line: LineView) -> datetime | None:
    """When the last of the reviews is due; absent where a hold names no time, or there is none."""
    dues = [each.due_at for each in _held(line)]
    return max((each for each in dues if each), default=None) if all(dues) else None


def expected(line: LineView) -> datetime | None:
    """When the decision ends by itself, else when the review of a hold is due; absent once that is past."""
    ends = [when_it_ends_by_itself(each, line) for each in _decided(line)]
    due = _review_due(line)
    return next(iter(ends), due if due and due > line.setting.now else None)


CAUSE = Cause(
    source="ledger contract: limit_decisions.reason, holds.reason",
    since=date(2026, 11, 23),
    certainty="proven",
    fault="policy",
    clues=(the_way_it_is_used_was_flagged,),
    queue="risk_review",
    steps=("limit", "borrow_again", "person"),
    details=details,
    expected=expected,
)
