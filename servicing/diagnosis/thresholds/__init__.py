"""Every number that a cause compares with: dated, with unit and source, in one file a threshold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from servicing.calendars import DEFAULT, Calendar, read_calendars
from servicing.errors import ThresholdRefused

HERE = Path(__file__).parent
CALENDARS = "calendars"
# Figures by day and key: every clue asks for the same few, thousands of times a second.
KEPT = 4_096
UNITS = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1), "days": timedelta(days=1)}


@dataclass(frozen=True)
class Value:
    """The figures in force from `since`: one a key (a channel, a product, or both), and `default` for the rest."""

    since: date
    figures: Mapping[str, Decimal]

    def figure(self, key: str) -> Decimal:
        """The figure for a key, or the default; of `line/card` first the whole, then `card`, then `line`."""
        narrowest_first = [each for each in (key, *reversed(key.split("/"))) if each in self.figures]
        return self.figures[next((each for each in narrowest_first if each != "default"), "default")]


@dataclass(frozen=True)
class Threshold:
    """One threshold with the whole of its history."""

    name: str
    unit: str
    source: str
    values: tuple[Value, ...]

    def figure(self, key: str, on: date) -> Decimal:
        """The figure in force on a day for a key, or the default."""
        return self._in_force(on).figure(key)

    def rule(self, key: str, on: date) -> "Rule":
        """The same, with the unit, the source, and the day since when it is in force."""
        value = self._in_force(on)
        return Rule(self.name, value.figure(key), self.unit, value.since, self.source)

    def _in_force(self, on: date) -> Value:
        return next((each for each in reversed(self.values) if each.since <= on), self.values[0])


@dataclass(frozen=True)
class Rule:
    """A figure with what stands behind it, as an answer that rests on it names it."""

    name: str
    figure: Decimal
    unit: str
    since: date
    source: str


class Thresholds:
    """All thresholds of a lender, by name."""

    def __init__(self, thresholds: Mapping[str, Threshold], calendars: Mapping[str, Calendar]) -> None:
        self._thresholds = thresholds
        self._calendars = calendars
        self._figure = lru_cache(KEPT)(self._look_up)
        self._span = lru_cache(KEPT)(self._look_up_span)

    def figure(self, name: str, on: date, key: str = "default") -> Decimal:
        """The plain figure, in the threshold's own unit."""
        return self._figure(name, on, key)

    def rule(self, name: str, on: date, key: str = "default") -> Rule:
        """The figure with what stands behind it."""
        return self._thresholds[name].rule(key, on)

    def span(self, name: str, on: date, key: str = "default") -> timedelta:
        """A length of time; the threshold's unit must be `minutes`, `hours` or `days`."""
        return self._span(name, on, key)

    def _look_up(self, name: str, on: date, key: str) -> Decimal:
        return self._thresholds[name].figure(key, on)

    def _look_up_span(self, name: str, on: date, key: str) -> timedelta:
        threshold = self._thresholds[name]
        return float(threshold.figure(key, on)) * UNITS[threshold.unit]

    def calendar(self, currency: str) -> Calendar:
        """The business days of the banks of a currency; weekends alone where no calendar is kept for it."""
        return self._calendars.get(currency, self._calendars[DEFAULT])

    def calendars_without(self, year: int) -> tuple[str, ...]:
        """The currencies whose calendar lists other years and not this one: nobody has added it yet."""
        return tuple(sorted(name for name, each in self._calendars.items() if each.lacks(year)))


def load(*folders: Path) -> Thresholds:
    """Thresholds from the files of the folders; a later folder's file replaces an earlier one's of the same name.

    Raises `ThresholdRefused` for a folder that is not there, and for a file that is not as agreed.
    """
    for folder in folders:
        _check(folder)
    found = {path.stem: _read(path) for folder in (HERE, *folders) for path in sorted(folder.glob("*.yml"))}
    return Thresholds(found, read_calendars(*(folder / CALENDARS for folder in (HERE, *folders))))


def _check(folder: Path) -> None:
    """A folder or file that is misnamed would leave the figures that come with the program in force, unnoticed."""
    if not folder.is_dir():
        raise ThresholdRefused(f"There is no folder {folder} with a lender's own thresholds.")
    strange = sorted(path.name for path in folder.glob("*.yml") if not (HERE / path.name).exists())
    if strange:
        raise ThresholdRefused(f"{folder} has {', '.join(strange)}, which no rule reads; is the name misspelt?")


def _read(path: Path) -> Threshold:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        values = tuple(sorted(_values(raw["values"]), key=lambda value: value.since))
        return Threshold(path.stem, raw["unit"], raw["source"], values)
    except (yaml.YAMLError, KeyError, TypeError, InvalidOperation) as error:
        raise ThresholdRefused(f"{path.name}: {error!r}") from error


def _values(raw: list[dict[str, Any]]) -> Iterator[Value]:
    for each in raw:
        figures = {key: Decimal(str(figure)) for key, figure in each.items() if key != "since"}
        if "default" not in figures:
            raise KeyError("default")
        yield Value(each["since"], figures)
