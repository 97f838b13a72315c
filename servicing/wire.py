"""How values travel as JSON: money, moments and days are marked, so that nothing is guessed at the other end."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from servicing.money import Money


def travels_as(name: str) -> Mapping[str, str]:
    """The metadata of a dataclass field in whose place another attribute travels, under its own name."""
    return {"travels_as": name}


def wire(value: Any) -> Any:
    """JSON for a value: `{"$money": [amount, currency]}`, `{"$moment": ISO time}`, `{"$day": ISO day}`.

    Decimals become text, dataclasses mappings of their fields; anything else that JSON does not know
    is refused with `TypeError`.
    """
    if isinstance(value, Money):
        return {"$money": [str(value.amount), value.currency]}
    if isinstance(value, datetime):
        return {"$moment": value.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {"$day": value.isoformat()}
    if isinstance(value, Decimal):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {name: wire(getattr(value, name)) for name in _names(type(value))}
    return _plain(value)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """What travels of a dataclass."""
    return tuple(field.metadata.get("travels_as", field.name) for field in fields(kind))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, bool)):
        return value
    if isinstance(value, Mapping):
        return {str(name): wire(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [wire(each) for each in value]
    raise TypeError(f"{type(value).__name__} cannot travel as JSON")
