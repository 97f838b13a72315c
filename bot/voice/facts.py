"""Facts as they travel: JSON with money, moments and days marked, so that each language can write them its own way.

The marks are `{"$money": ["12.30", "CNY"]}`, `{"$moment": "2026-11-20T08:00:00+00:00"}` and `{"$day": "2026-11-20"}`;
everything else is as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Money:
    """An exact amount in a currency (ISO 4217)."""

    amount: Decimal
    currency: str


def _money(raw: list[str]) -> Money:
    return Money(Decimal(raw[0]), raw[1])


MARKS: dict[str, Callable[[Any], Any]] = {
    "$money": _money,
    "$moment": datetime.fromisoformat,
    "$day": date.fromisoformat,
}


def read(raw: Any) -> Any:
    """A travelled fact as a value; a mapping that carries no mark stays a mapping, with its values read."""
    if isinstance(raw, Mapping):
        if len(raw) == 1:
            ((mark, value),) = raw.items()
            if mark in MARKS:
                return MARKS[mark](value)
        return {name: read(value) for name, value in raw.items()}
    if isinstance(raw, (list, tuple)):
        return [read(value) for value in raw]
    return raw
