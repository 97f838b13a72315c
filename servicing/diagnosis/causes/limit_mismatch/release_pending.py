"""The repayment is booked; the limit it frees has not been released yet."""

from datetime import date, datetime

from servicing.diagnosis.answer import Answer, no, unknown, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.views.line import LineView
from servicing.ledger.records import Hold, Posting
from servicing.money import total


def a_part_of_the_limit_waits_for_release(line: LineView) -> Answer:
    """An open hold keeps what a repayment has freed."""
    if "holds" in line.setting.facts.absent:
        return unknown("holds")
    waiting = _waiting(line)
    return yes(*waiting) if waiting else no()


def its_repayment_is_booked(line: LineView) -> Answer:
    """The repayment behind it is in the entries; a hold that names none leaves it to the latest one."""
    booked = _booked(line)
    return whether(bool(booked), *booked)


def _waiting(line: LineView) -> tuple[Hold, ...]:
    return tuple(each for each in line.open_holds if each.kind == "limit_release")


def _booked(line: LineView) -> tuple[Posting, ...]:
    named = {each.posting_id for each in _waiting(line) if each.posting_id}
    if not named:
        return line.last_payment
    return tuple(each for each in line.repayments if each.posting_id in named)


def _due(line: LineView) -> datetime:
    """When the last of it is released: as its hold says, else by the lender's usual time."""
    usual = line.setting.thresholds.span("limit_release", line.setting.now.date(), line.line.product)
    return max(each.due_at or each.placed_at + usual for each in _waiting(line))


def expected(line: LineView) -> datetime | None:
    """When it is to be released; absent once that is past."""
    return _due(line) if _due(line) >= line.setting.now else None


def details(line: LineView) -> Details:
    """How much waits, when it is or was due, and whether that is past (`yes` or `no`)."""
    waiting = total((each.amount for each in _waiting(line)), line.line.currency)
    return {"waiting": waiting, "due": _due(line), "late": "no" if expected(line) else "yes"}


CAUSE = Cause(
    source="ledger contract: holds; thresholds/limit_release.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(a_part_of_the_limit_waits_for_release, its_repayment_is_booked),
    queue="limit",
    steps=("wait", "limit", "person"),
    details=details,
    expected=expected,
)
