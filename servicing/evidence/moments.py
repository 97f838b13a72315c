"""When something was paid, as a text says it: a moment, a day where no time of day is given, or nothing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from servicing.evidence.shapes import Shapes

YEARS = range(2000, 2100)
CENTURY = 2000
# The 29th of February comes back after eight years at the latest.
YEARS_BACK = 9
FURTHEST_OFFSET_HOURS = 14
# A year that stands so near to a date is its year, though no pattern took it in.
YEAR_BEFORE = re.compile(r"(?:19|20)\d{2}[^\w\n]{1,3}$", re.ASCII)
YEAR_BEHIND = re.compile(r"[^\w\n]{0,3}(?:'\d{2}|(?:19|20)\d{2})(?!\d)", re.ASCII)
WRITTEN = ("year", "month", "day", "one", "other", "hour", "minute", "second", "half", "offset")


class Unclear(ValueError):
    """What is written is no time, or could be several."""


@dataclass(frozen=True)
class When:
    """`at` is a moment in UTC, or a day of the borrower's; `year_given` tells whether its year stands in the text."""

    at: datetime | date
    year_given: bool


def moment_of(found: re.Match[str], shapes: Shapes, now: datetime, zone: ZoneInfo) -> When | None:
    """The moment of a match with the groups of a date, and perhaps those of a time; None if it can be doubted.

    A date without a year is the latest such date that is not after today, in the borrower's zone.
    """
    groups = {name: value for name, value in found.groupdict().items() if value}
    today = now.astimezone(zone).date()
    if "year" not in groups and _a_year_is_near(found, groups):
        return None
    try:
        day = _day(groups, shapes, today)
        clock = _clock(groups, shapes) if "hour" in groups else None
        at = day if clock is None else datetime.combine(day, clock, _zone(groups, shapes) or zone).astimezone(UTC)
    except ValueError:
        return None
    return When(at, "year" in groups)


def _a_year_is_near(found: re.Match[str], groups: Mapping[str, str]) -> bool:
    spans = [found.span(each) for each in WRITTEN if each in groups]
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    text = found.string
    return bool(YEAR_BEFORE.search(text[max(0, start - 8) : start]) or YEAR_BEHIND.match(text, end))


def _day(groups: Mapping[str, str], shapes: Shapes, today: date) -> date:
    year = int(groups["year"]) if "year" in groups else None
    if year is not None:
        year += CENTURY if year < 100 else 0
        if year not in YEARS:
            raise Unclear
    days = {_latest(year, month, day, today) for month, day in _readings(groups, shapes)}
    if len(days - {None}) != 1:
        raise Unclear
    return next(each for each in days if each)


def _readings(groups: Mapping[str, str], shapes: Shapes) -> Iterator[tuple[int, int]]:
    """Month and day; both ways round where the text does not say which is which."""
    if "one" in groups:
        yield int(groups["one"]), int(groups["other"])
        yield int(groups["other"]), int(groups["one"])
    else:
        yield _month(groups["month"].lower(), shapes), int(groups["day"])


def _month(written: str, shapes: Shapes) -> int:
    return int(written) if written.isdigit() else shapes.months.index(written[:3]) + 1


def _latest(year: int | None, month: int, day: int, today: date) -> date | None:
    """The date in that year, or without one the latest that is not after today; None where there is no such date."""
    if year is not None:
        return _date(year, month, day)
    dates = (_date(today.year - back, month, day) for back in range(YEARS_BACK))
    return next((each for each in dates if each and each <= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(groups: Mapping[str, str], shapes: Shapes) -> time:
    hour, half = int(groups["hour"]), groups.get("half", "").lower()
    if half in shapes.before_noon:
        hour = _before_noon(hour)
    elif half in shapes.after_noon:
        hour = _after_noon(hour)
    return time(hour, int(groups["minute"]), int(groups.get("second", 0)))


def _before_noon(hour: int) -> int:
    if hour > 12:
        raise Unclear
    return hour % 12


def _after_noon(hour: int) -> int:
    if hour == 0:
        raise Unclear
    return hour + 12 if hour < 12 else hour


def _zone(groups: Mapping[str, str], shapes: Shapes) -> timezone | None:
    """The zone that the text names; None if it names none."""
    written = groups.get("offset", "").lower()
    if not written:
        return None
    written = shapes.offsets.get(written, written.removeprefix("utc").removeprefix("gmt"))
    parts = re.fullmatch(r"([+-])(\d{1,2}):?(\d{2})?", written, re.ASCII)
    if parts is None or int(parts[2]) > FURTHEST_OFFSET_HOURS:
        raise Unclear
    east = timedelta(hours=int(parts[2]), minutes=int(parts[3] or 0))
    return timezone(east if parts[1] == "+" else -east)
