"""What a borrower's limit is, what takes it up piece by piece, and the last decisions on it with their reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from servicing.account.currencies import in_one_currency, of_line
from servicing.diagnosis.entry import Entry, entry_of
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.line import LineView, all_lines
from servicing.ledger.records import LimitDecision
from servicing.ledger.records.lines import DECISION_FACTORS, DECISION_REASONS
from servicing.money import Money

LAST_DECISIONS = 3
OTHER = "other"


@dataclass(frozen=True)
class Decision:
    """A limit decision as a borrower is told of it: its kind, reason and principal factors as codes.

    A reason that is none of the contract's is `other`; a factor that is none of them is left out.
    """

    decision_id: str
    kind: str
    reason: str
    decided_at: datetime
    limit_after: Money
    factors: tuple[str, ...]
    entry: Entry


@dataclass(frozen=True)
class Taken:
    """A piece of the limit that is in use: the principal left of a loan, or a hold."""

    reference: str
    amount: Money
    entry: Entry


@dataclass(frozen=True)
class Limit:
    """One line by the arithmetic of the books: limit less outstanding less held is available, never below zero.

    Nothing is available on a line that is stopped or whose term is over. The amounts of `taken` add up to what is
    outstanding and held; `decisions` are the last that stand, the latest first, and `decision` is the first of them.
    """

    line_id: str
    status: str
    total_limit: Money
    outstanding: Money
    held: Money
    available: Money
    decision: Decision | None
    decisions: tuple[Decision, ...]
    taken: tuple[Taken, ...]


def limits(setting: Setting) -> tuple[Limit, ...]:
    """Every line of the borrower, the latest first; raises `TwoCurrencies`."""
    lines = all_lines(setting)
    in_one_currency(map(of_line, lines))
    return tuple(map(_limit, lines))


def _limit(view: LineView) -> Limit:
    decisions = _last_decisions(view)
    return Limit(
        line_id=view.ref,
        status=view.line.status,
        total_limit=view.total_limit,
        outstanding=view.outstanding,
        held=view.held,
        available=_usable(view),
        decision=decisions[0] if decisions else None,
        decisions=decisions,
        taken=tuple(_taken(view)),
    )


def _usable(view: LineView) -> Money:
    may_draw = view.line.status == "open" and not view.term_is_over
    return view.available if may_draw and view.available.amount > 0 else view.held - view.held


def _taken(view: LineView) -> Iterator[Taken]:
    for loan in view.loans:
        if loan.principal_owed.amount > 0:
            yield Taken(loan.ref, loan.principal_owed, entry_of(loan.loan))
    for hold in view.open_holds:
        yield Taken(hold.hold_id, Money(hold.amount, hold.currency), entry_of(hold))


def _last_decisions(view: LineView) -> tuple[Decision, ...]:
    standing = [each for each in view.decisions if each.withdrawn_at is None]
    latest = sorted(standing, key=lambda each: each.decided_at, reverse=True)
    return tuple(_decision(each) for each in latest[:LAST_DECISIONS])


def _decision(row: LimitDecision) -> Decision:
    return Decision(
        decision_id=row.decision_id,
        kind=row.kind,
        reason=row.reason if row.reason in DECISION_REASONS else OTHER,
        decided_at=row.decided_at,
        limit_after=Money(row.limit_after, row.currency),
        factors=_known(row.factors),
        entry=entry_of(row),
    )


def _known(factors: str | None) -> tuple[str, ...]:
    return tuple(each for each in (factors or "").split() if each in DECISION_FACTORS)
