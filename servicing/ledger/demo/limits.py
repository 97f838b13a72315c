"""What became of a demo borrower's line over the years: its yearly decisions, and a freeze that was lifted long ago.

All of it is older than a change that could explain what a borrower sees now (threshold `recent_change`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from servicing.ledger.demo.life import Life
from servicing.ledger.records import LimitDecision, LineEvent, SecurityEvent

Kind = Literal["raise", "lower", "temporary_raise", "temporary_end", "keep"]

LONG_AGO = timedelta(days=95)
YEAR = timedelta(days=365)
TEMPORARY = timedelta(days=30)
WHAT_HAPPENS: tuple[Kind, ...] = ("keep", "keep", "keep", "raise", "raise", "lower", "temporary_raise")
FROZEN_ONCE = 0.12
REASONS: dict[Kind, tuple[str, str | None]] = {
    "keep": ("good_standing", "paid_on_time"),
    "raise": ("good_standing", "paid_on_time"),
    "lower": ("score", "utilisation_high"),
    "temporary_raise": ("good_standing", "paid_on_time"),
    "temporary_end": ("temporary_limit_over", None),
}


@dataclass(frozen=True)
class _Step:
    """A decision to come: what, when, and what it makes of the limit."""

    kind: Kind
    at: datetime
    after: Decimal
    ends_at: datetime | None = None


def live_with_the_line(life: Life, base: Decimal, step: Decimal) -> None:
    """Add the decisions since the line was opened with `base`, below which no decision takes it."""
    for each in (*_yearly(life, base, step), *_last_look(life)):
        before = life.line.total_limit
        after = before if each.kind == "keep" else each.after
        _decide(life, each, before, after)
        life.change(life.line, total_limit=after)
    if life.rng.random() < FROZEN_ONCE:
        _freeze_for_a_day(life)


def _yearly(life: Life, base: Decimal, step: Decimal) -> Iterator[_Step]:
    """A decision a year, up to a look at the line some months ago; a temporary limit ends after a month."""
    at, limit = life.line.opened_at + YEAR, base
    while at < life.now - LONG_AGO - TEMPORARY - YEAR / 3:
        kind = life.rng.choice(WHAT_HAPPENS)
        more = limit + step * life.rng.randint(2, 10)
        if kind == "temporary_raise":
            yield _Step(kind, at, more, ends_at=at + TEMPORARY)
            yield _Step("temporary_end", at + TEMPORARY, limit)
        elif kind == "raise" or (kind == "lower" and limit > base):
            limit = more if kind == "raise" else base
            yield _Step(kind, at, limit)
        else:
            yield _Step("keep", at, limit)
        at += YEAR + timedelta(days=life.rng.randint(-20, 20))


def _last_look(life: Life) -> Iterator[_Step]:
    """The line stays as it is."""
    latest = life.now - LONG_AGO
    earliest = max(life.line.opened_at + timedelta(days=1), life.now - timedelta(days=200))
    if earliest < latest:
        at = earliest + (latest - earliest) * life.rng.random()
        yield _Step("keep", at.replace(second=0, microsecond=0), life.line.total_limit)


def _decide(life: Life, step: _Step, before: Decimal, after: Decimal) -> None:
    reason, factors = REASONS[step.kind]
    life.add(
        LimitDecision(
            decision_id=life.ref("D"),
            borrower_id=life.borrower.borrower_id,
            line_id=life.line.line_id,
            kind=step.kind,
            decided_at=step.at,
            limit_before=before,
            limit_after=after,
            currency=life.line.currency,
            reason=reason,
            factors=factors,
            decided_by="model",
            ends_at=step.ends_at,
            withdrawn_at=None,
        )
    )


def _freeze_for_a_day(life: Life) -> None:
    """Long ago somebody signed in from a new device; the line was free again once the borrower had confirmed it."""
    opened, latest = life.line.opened_at + timedelta(days=30), life.now - LONG_AGO
    if opened >= latest:
        return
    at = (opened + (latest - opened) * life.rng.random()).replace(second=0, microsecond=0)
    life.add(
        SecurityEvent(
            event_id=life.ref("SE"),
            borrower_id=life.borrower.borrower_id,
            line_id=life.line.line_id,
            kind="new_device",
            occurred_at=at,
            resolved_at=at + timedelta(hours=20),
        )
    )
    _event(life, "frozen", at + timedelta(minutes=1))
    _event(life, "unfrozen", at + timedelta(hours=20, minutes=5))


def _event(life: Life, kind: Literal["frozen", "unfrozen"], at: datetime) -> None:
    life.add(
        LineEvent(
            event_id=life.ref("LE"),
            borrower_id=life.borrower.borrower_id,
            line_id=life.line.line_id,
            kind=kind,
            occurred_at=at,
            reason="security",
            decision_id=None,
        )
    )
