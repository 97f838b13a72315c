"""Business days: on which days the banks of a currency work, and when a time that only runs on those days is over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from servicing.errors import ThresholdRefused

DEFAULT = "default"
DAY = timedelta(days=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Calendar:
    """The days on which the banks of a currency rest, as they count days; `workdays` are worked although weekends.

    `weekend` holds the numbers of the weekdays, Monday being 0.
    """

    name: str
    zone: ZoneInfo
    weekend: frozenset[int]
    holidays: frozenset[date]
    workdays: frozenset[date]

    def lacks(self, year: int) -> bool:
        """Whether it lists days of other years and none of this one: its holidays would be taken for working days."""
        listed = {each.year for each in self.holidays | self.workdays}
        return bool(listed) and year not in listed

    def day_of(self, moment: datetime) -> date:
        """The banks' own day on which an aware moment falls."""
        return moment.astimezone(self.zone).date()

    def is_open(self, day: date) -> bool:
        """Whether the banks work on that day."""
        return day in self.workdays or (day.weekday() not in self.weekend and day not in self.holidays)

    def next_open(self, day: date) -> date:
        """The first day after that one on which the banks work."""
        day += DAY
        while not self.is_open(day):
            day += DAY
        return day

    def counts_from(self, moment: datetime, cut_off_hour: int = 24) -> datetime:
        """The moment itself, or the start of the next business day where the day is over or none; in UTC.

        The day is over for new payments from `cut_off_hour` on, 24 being midnight.
        """
        local = moment.astimezone(self.zone)
        if self.is_open(local.date()) and local.hour < cut_off_hour:
            return moment
        return self._start_of(self.next_open(local.date()))

    def end_of(self, span: timedelta, began: datetime, cut_off_hour: int = 24) -> datetime:
        """When a span that runs on business days only is over, in UTC."""
        at = self.counts_from(began, cut_off_hour)
        while (left_today := self._start_of(self.day_of(at) + DAY) - at) < span:
            span -= left_today
            at = self._start_of(self.next_open(self.day_of(at)))
        return at + span

    def _start_of(self, day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=self.zone).astimezone(UTC)


def read_calendars(*folders: Path) -> Mapping[str, Calendar]:
    """The calendars of the folders by currency; a later folder's file replaces an earlier one's of the same name."""
    return {path.stem: _read(path) for folder in folders for path in sorted(folder.glob("*.yml"))}


def _read(path: Path) -> Calendar:
    try:
        raw: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        years = raw["years"]
        if not all(each["source"] for each in years):
            raise ValueError("a year without a source")
        weekend = frozenset(WEEKDAYS.index(each) for each in raw["weekend"])
        if len(weekend) == len(WEEKDAYS):
            raise ValueError("no weekday is left to work on")
        return Calendar(
            name=path.stem,
            zone=ZoneInfo(raw["zone"]),
            weekend=weekend,
            holidays=_days(each["holidays"] for each in years),
            workdays=_days(each.get("workdays", ()) for each in years),
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError, ZoneInfoNotFoundError) as error:
        raise ThresholdRefused(f"calendars/{path.name}: {error!r}") from error


def _days(years: Iterable[Iterable[date]]) -> frozenset[date]:
    days = frozenset(day for year in years for day in year)
    if wrong := [day for day in days if not isinstance(day, date)]:
        raise TypeError(f"{wrong[0]!r} is not a day")
    return days
