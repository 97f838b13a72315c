"""Days and months as a demo borrower counts them."""

from calendar import monthrange
from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo


def months_after(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _length_of(year, month + 1)))


def first_of_month(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def local(day: date, clock: time, zone: str) -> datetime:
    """The moment of a clock time on a day in a zone, in UTC."""
    return datetime.combine(day, clock, tzinfo=_zone(zone)).astimezone(UTC)


def day_in(moment: datetime, zone: str) -> date:
    """The day of a moment in a zone."""
    return moment.astimezone(_zone(zone)).date()


@cache
def _length_of(year: int, month: int) -> int:
    return monthrange(year, month)[1]


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
