"""Which payment in the books a reading speaks of: exactly one, or some that come near, or none.

A reading is matched by a reference of the books' own; otherwise by its amount, its time within the `evidence_window`
and the account's last four digits where both have them. Whatever can be doubted is `near`, and near proves nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from servicing.diagnosis.entry import Entry, entry_of
from servicing.diagnosis.thresholds import Thresholds
from servicing.evidence.reading import Reading
from servicing.evidence.transfers import Transfer, transfers
from servicing.ledger.facts import Facts
from servicing.money import Money

Value = Money | datetime | date | str | None
AT_ONCE = timedelta(0)
# An instalment of the same amount every month would otherwise bring back a whole history.
MOST_NEAR = 5


@dataclass(frozen=True)
class Difference:
    """One thing in which a reading and the books do not agree; `read` is None where the text does not say it.

    For `state`, `booked` is the state in which the books have no money leaving the account, such as `failed`.
    """

    what: Literal["amount", "paid_at", "account_ending", "state"]
    read: Value
    booked: Value

    @property
    def is_said(self) -> bool:
        """Whether text and books contradict each other, and the text is not only silent."""
        return self.read is not None or self.what == "state"


@dataclass(frozen=True)
class Candidate:
    """A payment of the books that a reading may speak of: its rows, and what differs (nothing, if several fit).

    `subject` is the reference by which a diagnosis of `payment_not_credited` takes it.
    """

    subject: str
    entries: tuple[Entry, ...]
    differs: tuple[Difference, ...]


@dataclass(frozen=True)
class Match:
    """`matched`: one candidate, and nothing differs. `near`: those that agree in all but one thing, or several that do.

    `by_reference` tells whether a reference was what brought them up.
    """

    outcome: Literal["matched", "near", "none"]
    by_reference: bool
    candidates: tuple[Candidate, ...]


def match(reading: Reading, facts: Facts, thresholds: Thresholds) -> Match:
    """The payment of the borrower's books that the reading speaks of; pure, and bounded in what it gives back."""
    compared = [_Compared(each, *_compare(reading, each, facts, thresholds)) for each in transfers(facts)]
    named = [each for each in compared if reading.reference in each.transfer.references]
    if named:
        return _of_named(named)
    fitting = [each for each in compared if not each.differs]
    if len(fitting) == 1:
        return _match("matched", fitting)
    return _match("near", fitting or [each for each in compared if len(each.differs) == 1])


@dataclass(frozen=True)
class _Compared:
    transfer: Transfer
    apart: timedelta
    differs: tuple[Difference, ...]


def _of_named(named: Sequence[_Compared]) -> Match:
    """A reference is as good as what stands beside it: one with another amount, time or account is a near match."""
    said = [replace(each, differs=tuple(one for one in each.differs if one.is_said)) for each in named]
    agreeing = [each for each in said if not each.differs]
    return _match("matched" if len(agreeing) == 1 else "near", agreeing or said, by_reference=True)


def _match(outcome: Literal["matched", "near"], compared: Sequence[_Compared], by_reference: bool = False) -> Match:
    nearest = sorted(compared, key=_nearest_then_latest)[:MOST_NEAR]
    candidates = tuple(_candidate(each) for each in nearest)
    return Match(outcome if candidates else "none", by_reference, candidates)


def _nearest_then_latest(compared: _Compared) -> tuple[timedelta, float, str]:
    return compared.apart, -compared.transfer.at.timestamp(), compared.transfer.ref


def _candidate(compared: _Compared) -> Candidate:
    entries = tuple(entry_of(each) for each in compared.transfer.rows)
    return Candidate(compared.transfer.ref, entries, compared.differs)


def _compare(
    reading: Reading, transfer: Transfer, facts: Facts, thresholds: Thresholds
) -> tuple[timedelta, tuple[Difference, ...]]:
    """How far apart in time they are, and all that differs; what only one of them can say of the account does not."""
    apart = _apart(reading.paid_at, transfer.at, ZoneInfo(facts.borrower.time_zone))
    window = thresholds.span("evidence_window", transfer.at.date())
    in_time = reading.paid_at is not None and apart <= window
    return apart, tuple(_differences(reading, transfer, in_time))


def _differences(reading: Reading, transfer: Transfer, in_time: bool) -> Iterator[Difference]:
    if reading.amount != transfer.amount:
        yield Difference("amount", reading.amount, transfer.amount)
    if not in_time:
        yield Difference("paid_at", reading.paid_at, transfer.at)
    endings = (reading.account_ending, transfer.account_ending)
    if None not in endings and endings[0] != endings[1]:
        yield Difference("account_ending", *endings)
    if transfer.nothing_taken:
        yield Difference("state", None, transfer.nothing_taken)


def _apart(paid_at: datetime | date | None, booked_at: datetime, zone: ZoneInfo) -> timedelta:
    """How far a moment is from the time that was read; from the nearer end of a day that has no time."""
    if paid_at is None:
        return AT_ONCE
    if isinstance(paid_at, datetime):
        return abs(booked_at - paid_at)
    begins, ends = (
        datetime.combine(each, time(), zone).astimezone(UTC) for each in (paid_at, paid_at + timedelta(days=1))
    )
    return max(begins - booked_at, booked_at - ends, AT_ONCE)
