"""The total limit was lowered by a decision on this line; what had been repaid before it is shown with it."""

from datetime import date, datetime

from servicing.diagnosis.answer import Answer, no, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.line import (
    TOLD_APART,
    lowerings_in_force,
    the_decision_in_words,
    when_it_ends_by_itself,
)
from servicing.diagnosis.views.line import LineView
from servicing.ledger.records import LimitDecision, Posting
from servicing.money import Money


def a_decision_lowered_the_limit(line: LineView) -> Answer:
    """A recent decision on this line lowered its limit, which has not come back since."""
    lowered = _lowered(line)[:1]
    return yes(*lowered, *_repaid_before(line)) if lowered else no()


def _repaid_before(line: LineView) -> tuple[Posting, ...]:
    """The last repayment that was booked before the decision."""
    decision = _lowered(line)[0]
    return tuple(each for each in line.repayments if each.posted_at <= decision.decided_at)[:1]


def _lowered(line: LineView) -> tuple[LimitDecision, ...]:
    return tuple(each for each in lowerings_in_force(line) if each.reason not in TOLD_APART)


def details(line: LineView) -> Details:
    """The decision, the limit before and after it, and whether something had been repaid before (`yes` or `no`)."""
    decision = _lowered(line)[0]
    return {
        **the_decision_in_words(decision),
        "before": Money(decision.limit_before, decision.currency),
        "after": Money(decision.limit_after, decision.currency),
        "repaid": "yes" if _repaid_before(line) else "no",
    }


def expected(line: LineView) -> datetime | None:
    """When the decision ends by itself, where it is only for a time."""
    return when_it_ends_by_itself(_lowered(line)[0], line)


CAUSE = Cause(
    source="ledger contract: limit_decisions",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="policy",
    clues=(a_decision_lowered_the_limit,),
    queue="limit",
    steps=("limit", "borrow_again", "person"),
    details=details,
    expected=expected,
)
