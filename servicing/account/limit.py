"""What a borrower's limit is, what takes it up, and the last decision on it."""

from dataclasses import dataclass
from datetime import datetime

from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.line import LineView, all_lines
from servicing.money import Money


@dataclass(frozen=True)
class Decision:
    """A limit decision as a borrower is told of it: its kind and reason as codes."""

    decision_id: str
    kind: str
    reason: str
    decided_at: datetime
    limit_after: Money


@dataclass(frozen=True)
class Limit:
    """One line by the arithmetic of the books: limit less outstanding less held is available, never below zero.

    Nothing is available on a line that is stopped or whose term is over.
    """

    line_id: str
    status: str
    total_limit: Money
    outstanding: Money
    held: Money
    available: Money
    decision: Decision | None


def limits(setting: Setting) -> tuple[Limit, ...]:
    """Every line of the borrower, the latest first."""
    return tuple(_limit(each) for each in all_lines(setting))


def _limit(view: LineView) -> Limit:
    return Limit(
        line_id=view.ref,
        status=view.line.status,
        total_limit=view.total_limit,
        outstanding=view.outstanding,
        held=view.held,
        available=_usable(view),
        decision=_last_decision(view),
    )


def _usable(view: LineView) -> Money:
    may_draw = view.line.status == "open" and not view.term_is_over
    return view.available if may_draw and view.available.amount > 0 else view.held - view.held


def _last_decision(view: LineView) -> Decision | None:
    standing = [each for each in view.decisions if each.withdrawn_at is None]
    last = max(standing, key=lambda each: each.decided_at, default=None)
    if last is None:
        return None
    after = Money(last.limit_after, last.currency)
    return Decision(last.decision_id, last.kind, last.reason, last.decided_at, after)
