"""A line's limit, what took it up, and what was available, at each moment at which one of them changed.

The past is put together from dated rows. What they do not keep cannot be known: an amount of a hold that was changed
later, a hold whose row is gone, a limit before the first decision on record (it is taken from that decision's
`limit_before`), and when a limit changed that no decision explains (the last moment always agrees with the line).
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import accumulate

from servicing.diagnosis.views.line import STOPS, LineView
from servicing.diagnosis.views.loan import LoanView
from servicing.ledger.records import Hold, LimitDecision
from servicing.money import Money, total

NOTHING = Decimal(0)
LIMIT_HOLDS = ("limit_release", "limit_reservation")


@dataclass(frozen=True)
class Moment:
    """What held from a moment (UTC) until the next one; `available` is never below zero, and zero while stopped."""

    at: datetime
    limit: Money
    outstanding: Money
    held: Money
    available: Money
    is_stopped: bool


@dataclass(frozen=True)
class Mark:
    """A decision: its kind and reason as codes, the limit after it; `withdrawn` when it was marked as an error.

    `ends_at` is when it ends, or ended, by itself; absent where it does not.
    """

    decision_id: str
    kind: str
    reason: str
    at: datetime
    limit_after: Money
    withdrawn: bool
    ends_at: datetime | None


@dataclass(frozen=True)
class LimitHistory:
    """From `since` to `now`; the moments in order of time, the last of them now.

    `holds_known` is whether the lender's books keep holds at all; where they do not, `held` is zero throughout.
    """

    line_id: str
    since: datetime
    now: datetime
    moments: tuple[Moment, ...]
    marks: tuple[Mark, ...]
    holds_known: bool


def limit_history(line: LineView, since: datetime) -> LimitHistory:
    """The line from `since`, or from when it was opened, until the moment of the question."""
    now, begin = line.setting.now, max(since, line.line.opened_at)
    times = sorted({begin, *(at for at in _changes(line) if begin < at < now)})
    owed = [_Owed.of(each) for each in line.loans]
    past = [_moment(line, owed, at, _limit_at(line, at)) for at in times if at < now]
    moments = [*past, _moment(line, owed, now, line.total_limit)]
    return LimitHistory(
        line_id=line.ref,
        since=begin,
        now=now,
        moments=tuple(_without_repetitions(moments)),
        marks=tuple(_mark(each) for each in _decided(line) if begin <= each.decided_at <= now),
        holds_known="holds" not in line.setting.facts.absent,
    )


def latest(history: LimitHistory, most: int) -> LimitHistory:
    """The same from a later moment on where it has more than `most` of them; what was before is left out."""
    moments = history.moments[-most:]
    since = moments[0].at
    marks = tuple(each for each in history.marks if each.at >= since)
    return replace(history, since=since, moments=moments, marks=marks)


@dataclass(frozen=True)
class _Owed:
    """The principal owed on one loan, as it ran: the amount after each posting."""

    times: Sequence[datetime]
    amounts: Sequence[Decimal]

    @classmethod
    def of(cls, loan: LoanView) -> "_Owed":
        rows = sorted(loan.postings, key=lambda each: each.posted_at)
        return cls([each.posted_at for each in rows], list(accumulate(each.principal for each in rows)))

    def at(self, moment: datetime) -> Decimal:
        """What is owed at a moment; an overpaid loan frees no limit that another one takes up."""
        place = bisect_right(self.times, moment)
        return max(self.amounts[place - 1], NOTHING) if place else NOTHING


def _changes(line: LineView) -> Iterator[datetime]:
    """Every moment at which something can have changed."""
    yield from (at for decision in line.decisions for at in (decision.decided_at, decision.withdrawn_at) if at)
    yield from (each.ends_at for each in line.decisions if each.ends_at)
    yield from (posting.posted_at for loan in line.loans for posting in loan.postings if posting.principal)
    yield from (at for hold in line.holds for at in (hold.placed_at, hold.released_at) if at)
    yield from (each.occurred_at for each in line.events)


def _moment(line: LineView, owed: Sequence[_Owed], at: datetime, limit: Money) -> Moment:
    outstanding = total((each.at(at) for each in owed), limit.currency)
    held, is_stopped = _held_at(line, at), _is_stopped_at(line, at)
    left = limit - outstanding - held
    nothing = Money(NOTHING, limit.currency)
    return Moment(at, limit, outstanding, held, nothing if is_stopped else max(left, nothing), is_stopped)


def _limit_at(line: LineView, at: datetime) -> Money:
    """By the last decision in force; before the first one, what that one changed; without any, the limit as it is."""
    decisions = _decided(line)
    in_force = [each for each in decisions if each.decided_at <= at and not _is_over(line, each, at)]
    if in_force:
        return Money(in_force[-1].limit_after, line.line.currency)
    return Money(decisions[0].limit_before, line.line.currency) if decisions else line.total_limit


def _is_over(line: LineView, decision: LimitDecision, at: datetime) -> bool:
    """Withdrawn as an error, or only for a time that has passed."""
    return any(end is not None and end <= at for end in (decision.withdrawn_at, decision.ends_at))


def _decided(line: LineView) -> list[LimitDecision]:
    return sorted(line.decisions, key=lambda each: (each.decided_at, each.decision_id))


def _held_at(line: LineView, at: datetime) -> Money:
    return total((each.amount for each in line.holds if _takes_up_at(each, at)), line.line.currency)


def _takes_up_at(hold: Hold, at: datetime) -> bool:
    is_open = hold.placed_at <= at and (hold.released_at is None or hold.released_at > at)
    return hold.kind in LIMIT_HOLDS and is_open


def _is_stopped_at(line: LineView, at: datetime) -> bool:
    """Frozen or closed, by the last event before; at the moment of the question, by the line itself."""
    if at >= line.setting.now:
        return not line.may_be_drawn
    before = [each for each in line.events if each.occurred_at <= at]
    last = max(before, key=lambda each: each.occurred_at, default=None)
    return last is not None and last.kind in STOPS


def _without_repetitions(moments: list[Moment]) -> Iterator[Moment]:
    """Without the moments at which nothing changed after all; the first and the last stay."""
    for place, each in enumerate(moments):
        if place in (0, len(moments) - 1) or _figures(each) != _figures(moments[place - 1]):
            yield each


def _figures(moment: Moment) -> tuple[object, ...]:
    return moment.limit, moment.outstanding, moment.held, moment.available, moment.is_stopped


def _mark(decision: LimitDecision) -> Mark:
    return Mark(
        decision_id=decision.decision_id,
        kind=decision.kind,
        reason=decision.reason,
        at=decision.decided_at,
        limit_after=Money(decision.limit_after, decision.currency),
        withdrawn=decision.withdrawn_at is not None,
        ends_at=decision.ends_at,
    )
