"""A rule for the whole product lowered the limit; it is nothing the borrower did."""

from datetime import date, datetime

from servicing.diagnosis.answer import Answer, first_known
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.line import lowerings_for, when_it_ends_by_itself
from servicing.diagnosis.views.line import LineView
from servicing.ledger.records import LimitDecision
from servicing.money import Money


def a_rule_for_the_whole_product_lowered_the_limit(line: LineView) -> Answer:
    """A recent decision names the lender's product rules as its reason."""
    return first_known(_lowered(line)[:1])


def _lowered(line: LineView) -> tuple[LimitDecision, ...]:
    return lowerings_for(line, "product_policy")


def expected(line: LineView) -> datetime | None:
    """When the decision ends by itself, where it is only for a time."""
    return when_it_ends_by_itself(_lowered(line)[0], line)


def details(line: LineView) -> Details:
    """When the rule took hold, and the limit before and after it."""
    decision = _lowered(line)[0]
    return {
        "decided_at": decision.decided_at,
        "before": Money(decision.limit_before, decision.currency),
        "after": Money(decision.limit_after, decision.currency),
    }


CAUSE = Cause(
    source="ledger contract: limit_decisions.reason",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="policy",
    clues=(a_rule_for_the_whole_product_lowered_the_limit,),
    queue="limit",
    steps=("limit", "borrow_again", "person"),
    details=details,
    expected=expected,
)
