"""Every number that a cause compares with: dated, with unit and source, in one file a threshold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from servicing.errors import ThresholdRefused

HERE = Path(__file__).parent
UNITS = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1), "days": timedelta(days=1)}


@dataclass(frozen=True)
class Value:
    """The figures in force from `since`: one a key (a channel, a product), and `default` for the rest."""

    since: date
    figures: Mapping[str, Decimal]


@dataclass(frozen=True)
class Threshold:
    """One threshold with the whole of its history."""

    name: str
    unit: str
    source: str
    values: tuple[Value, ...]

    def figure(self, key: str, on: date) -> Decimal:
        """The figure in force on a day for a key, or the default."""
        value = next((each for each in reversed(self.values) if each.since <= on), self.values[0])
        return value.figures.get(key, value.figures["default"])


class Thresholds:
    """All thresholds of a lender, by name."""

    def __init__(self, thresholds: Mapping[str, Threshold]) -> None:
        self._thresholds = thresholds

    def figure(self, name: str, on: date, key: str = "default") -> Decimal:
        """The plain figure, in the threshold's own unit."""
        return self._thresholds[name].figure(key, on)

    def span(self, name: str, on: date, key: str = "default") -> timedelta:
        """A length of time; the threshold's unit must be `minutes`, `hours` or `days`."""
        threshold = self._thresholds[name]
        return float(threshold.figure(key, on)) * UNITS[threshold.unit]


def load(*folders: Path) -> Thresholds:
    """Thresholds from the files of the folders; a later folder's file replaces an earlier one's of the same name."""
    found = {path.stem: _read(path) for folder in (HERE, *folders) for path in sorted(folder.glob("*.yml"))}
    return Thresholds(found)


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
