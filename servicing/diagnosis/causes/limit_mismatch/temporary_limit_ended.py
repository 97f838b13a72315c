"""A temporary limit came to its end on its day; the limit is what it was before."""

from datetime import date, datetime

from servicing.diagnosis.answer import Answer, first_known, whether
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.views.line import LineView
from servicing.ledger.records import LimitDecision
from servicing.money import Money


def a_temporary_limit_ended_lately(line: LineView) -> Answer:
    """A temporary raise is over, by its own end or by the decision that ends it."""
    ended = _ended(line)
    return first_known((*_raises_behind(line, ended[0]), ended[0])) if ended else whether(False)


def the_limit_is_lower_than_it_was(line: LineView) -> Answer:
    """The limit in force is below the temporary one."""
    return whether(line.line.total_limit < _temporary(line).amount)


def _ended(line: LineView) -> list[LimitDecision]:
    """The ends of temporary limits that are recent, the latest first; of the same moment the decision that ends it."""
    since = line.setting.since("recent_change")
    ended = [each for each in line.decisions if not each.withdrawn_at and _is_an_end(each)]
    recent = [each for each in ended if since <= _end_of(each) <= line.setting.now]
    return sorted(recent, key=lambda each: (_end_of(each), each.kind != "temporary_raise"), reverse=True)


def _is_an_end(decision: LimitDecision) -> bool:
    if decision.kind == "temporary_raise":
        return decision.ends_at is not None
    return decision.kind == "temporary_end" or (decision.kind, decision.reason) == ("lower", "temporary_limit_over")


def _end_of(decision: LimitDecision) -> datetime:
    return decision.ends_at if decision.kind == "temporary_raise" and decision.ends_at else decision.decided_at


def _raises_behind(line: LineView, end: LimitDecision) -> list[LimitDecision]:
    """The temporary raise that a decision ends: the latest before it."""
    raises = [each for each in line.decisions if each.kind == "temporary_raise" and each.decided_at < end.decided_at]
    return sorted(raises, key=lambda each: each.decided_at)[-1:]


def _temporary(line: LineView) -> Money:
    end = _ended(line)[0]
    amount = end.limit_after if end.kind == "temporary_raise" else end.limit_before
    return Money(amount, end.currency)


def details(line: LineView) -> Details:
    """The temporary limit, when it ended, and the limit in force."""
    return {"temporary": _temporary(line), "ended_at": _end_of(_ended(line)[0]), "limit": line.total_limit}


CAUSE = Cause(
    source="ledger contract: limit_decisions.ends_at",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="policy",
    clues=(a_temporary_limit_ended_lately, the_limit_is_lower_than_it_was),
    queue="limit",
    steps=("limit", "borrow_again", "person"),
    details=details,
)
