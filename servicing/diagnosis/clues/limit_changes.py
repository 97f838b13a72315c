"""What made a line's free limit another one, and when: repayments and drawings, decisions, holds."""

from collections.abc import Iterator
from datetime import datetime

from servicing.diagnosis.answer import Answer, no, unknown, whether
from servicing.diagnosis.views.line import LineView
from servicing.lasting import once
from servicing.ledger.fields import Record
from servicing.ledger.records import Hold, LimitDecision, ShownBalance

TAKE_UP_LIMIT = ("limit_release", "limit_reservation")


def changes_since(line: LineView, moment: datetime) -> tuple[Record, ...]:
    """The rows that changed the free limit after a moment, each once, the latest change first."""
    dated = [(at, row) for at, row in _changes(line) if at > moment]
    dated.sort(key=lambda each: each[0], reverse=True)
    return tuple(dict.fromkeys(row for _, row in dated))


def the_screen_shows_data_from_before_a_change(line: LineView) -> Answer:
    """The data that the screen last showed is older than something that changed the free limit; the latest is cited."""
    return _how_old(line, is_older=True)


def the_screen_shows_the_latest_data(line: LineView) -> Answer:
    """Nothing changed the free limit since the data was taken that the screen last showed."""
    return _how_old(line, is_older=False)


def _how_old(line: LineView, is_older: bool) -> Answer:
    if "shown_balances" in line.setting.facts.absent:
        return unknown("shown_balances")
    shown = line.last_limit_shown
    if shown is None:
        return no()
    return whether(bool(changed_behind(line, shown)) is is_older, shown, *changed_behind(line, shown)[:1])


def changed_behind(line: LineView, shown: ShownBalance) -> tuple[Record, ...]:
    """What changed since the data was taken that a screen showed, the latest first."""
    return changes_since(line, shown.as_of)


@once
def _changes(line: LineView) -> list[tuple[datetime, Record]]:
    """Every change so far."""
    return [(at, row) for at, row in _all_changes(line) if at <= line.setting.now]


def _all_changes(line: LineView) -> Iterator[tuple[datetime, Record]]:
    for loan in line.loans:
        yield from ((each.posted_at, each) for each in loan.postings if each.principal)
    for decision in line.decisions:
        yield from ((at, decision) for at in _moments_of(decision))
    for hold in line.holds:
        yield from ((at, hold) for at in _moments_of_hold(hold))


def _moments_of(decision: LimitDecision) -> Iterator[datetime]:
    """When a decision changed the limit: as it was made, as it was withdrawn, and as it came to its end."""
    if decision.limit_before == decision.limit_after:
        return
    yield decision.decided_at
    yield from (each for each in (decision.withdrawn_at, decision.ends_at) if each)


def _moments_of_hold(hold: Hold) -> Iterator[datetime]:
    if hold.kind in TAKE_UP_LIMIT:
        yield hold.placed_at
        yield from (each for each in (hold.released_at,) if each)
