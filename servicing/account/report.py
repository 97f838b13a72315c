"""An answer as an engineer reads it on a terminal: every field by its name, a row of a list under its dash."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from servicing.diagnosis.entry import Entry
from servicing.diagnosis.thresholds import Rule
from servicing.money import Money

NONE = "none"


def report(found: Any) -> Iterator[str]:
    """The lines of the report of any answer: a dataclass, or a sequence of them."""
    if is_dataclass(found) and not isinstance(found, type):
        for field in fields(found):
            yield from _named(field.name, getattr(found, field.name))
        return
    if not found:
        yield NONE
    for each in found:
        first, *rest = list(report(each)) if _has_fields(each) else [_said(each)]
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)


def _named(name: str, value: Any) -> Iterator[str]:
    if (isinstance(value, tuple) and value) or _has_fields(value):
        yield f"{name}:"
        yield from (f"  {line}" for line in report(value))
    else:
        yield f"{name}: {_said(value)}"


def _has_fields(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, (Money, Entry, Rule, type))


def _said(value: Any) -> str:
    if value is None or value == ():
        return NONE
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}"
    if isinstance(value, Entry):
        parts = (value.sort, value.reference, *(each for each in (value.at, value.amount) if each is not None))
        return "  ".join(_said(each) for each in parts)
    if isinstance(value, Rule):
        return f"{value.name} = {value.figure} {value.unit}, since {value.since} ({value.source})"
    return f"{value:%Y-%m-%d %H:%M} UTC" if isinstance(value, datetime) else str(value)
