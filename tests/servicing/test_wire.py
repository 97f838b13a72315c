"""Values on the wire: what servicing sends is what the voice reads, and nothing is guessed in between."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.voice import facts
from servicing.money import Money
from servicing.wire import travels_as, wire

EURO = {"$money": ["1", "EUR"]}


@dataclass(frozen=True)
class Row:
    """Something with fields."""

    name: str
    amount: Money | None


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (Money(Decimal("12.30"), "CNY"), {"$money": ["12.30", "CNY"]}),
        (datetime(2026, 11, 20, 8, tzinfo=timezone(timedelta(hours=8))), {"$moment": "2026-11-20T00:00:00+00:00"}),
        (date(2026, 11, 20), {"$day": "2026-11-20"}),
        (Decimal("14.60"), "14.60"),
        (Row("rent", None), {"name": "rent", "amount": None}),
        ({"rows": (Row("rent", Money(Decimal(1), "EUR")),)}, {"rows": [{"name": "rent", "amount": EURO}]}),
        ([True, 3, None, "text"], [True, 3, None, "text"]),
    ],
)
def test_a_value_is_marked_with_what_it_is(value: Any, sent: Any) -> None:
    """An amount keeps its last zero, and a moment is in UTC whatever zone it came in."""
    assert wire(value) == sent


@given(
    some.decimals(allow_nan=False, allow_infinity=False, places=2),
    some.datetimes(timezones=some.just(UTC)),
    some.dates(),
)
def test_what_is_sent_is_what_is_read(amount: Decimal, moment: datetime, day: date) -> None:
    """Both ends are written by hand, in two environments; they must agree on every value."""
    sent = json.loads(json.dumps(wire({"a": Money(amount, "CNY"), "b": moment, "c": [day]})))
    assert facts.read(sent) == {"a": facts.Money(amount, "CNY"), "b": moment, "c": [day]}


@dataclass(frozen=True)
class Rows:
    """Something that is told in another shape than it is kept in."""

    kept: tuple[Row, ...] = field(metadata=travels_as("names"))

    @property
    def names(self) -> list[str]:
        """What travels."""
        return [each.name for each in self.kept]


def test_a_field_may_travel_as_what_it_is_told_as() -> None:
    """What a clue looked at is kept as rows and cited as entries: no raw row of the books leaves."""
    assert wire(Rows((Row("rent", None),))) == {"names": ["rent"]}


@pytest.mark.parametrize("value", [1.5, {1, 2}, object(), Row])
def test_what_json_does_not_know_is_refused(value: object) -> None:
    """A binary fraction above all: it is not the amount that anybody meant."""
    with pytest.raises(TypeError, match="cannot travel"):
        wire({"value": value})
