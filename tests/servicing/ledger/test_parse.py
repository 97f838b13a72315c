"""Parsing at the door: whatever is written comes out as the contract's type, exactly, or as a sentence."""

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicing.ledger.columns import Column, columns_of
from servicing.ledger.parse import PARSERS, Unfit, parse
from servicing.ledger.records import Loan


def column(kind: type) -> Column:
    """A column of a kind, with nothing else to it."""
    return Column("any", kind, may_be_absent=False, is_reference=False, refers_to=None, choices=(), says="")


WRITTEN: st.SearchStrategy[object] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(),
    st.lists(st.text()),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.timezones()).map(datetime.isoformat),
    st.from_regex(r"[-+]?[0-9]+([.eE_][-+]?[0-9]+)?", fullmatch=True),
)


@pytest.mark.parametrize("kind", PARSERS)
@given(written=WRITTEN)
def test_anything_becomes_the_right_type_or_a_sentence(kind: type, written: object) -> None:
    """Nothing that a file can hold brings an import down, or gets in as something else."""
    with suppress(Unfit):
        assert type(parse(column(kind), written)) is kind


@given(st.decimals(min_value=-(10**14) + 1, max_value=10**14 - 1, places=6))
def test_a_decimal_is_taken_exactly(value: Decimal) -> None:
    """To the last of its six places."""
    assert parse(column(Decimal), format(value, "f")) == value


@given(st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2199, 1, 1), timezones=st.timezones()))
def test_a_time_is_the_same_moment_in_utc(value: datetime) -> None:
    """Whatever zone it was written in."""
    parsed = parse(column(datetime), value.isoformat())
    assert parsed == datetime.fromisoformat(value.isoformat())
    assert parsed.tzinfo is UTC


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (str, " B1 ", "B1"),
        (str, 8842, "8842"),
        (Decimal, "1536.5000000000", Decimal("1536.5")),
        (Decimal, 12, Decimal(12)),
        (int, "12", 12),
        (date, "2026-11-20", date(2026, 11, 20)),
        (datetime, "2026-11-20 08:30", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
        (datetime, "2026-11-20T08:30:00+08:00", datetime(2026, 11, 20, 0, 30, tzinfo=UTC)),
    ],
)
def test_what_is_taken(kind: type, written: object, value: Any) -> None:
    """The usual ways to write each type."""
    assert parse(column(kind), written) == value


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (str, True),
        (str, "\ud800"),
        (Decimal, 12.5),
        (Decimal, "1e2"),
        (Decimal, "1_000"),
        (Decimal, "１２"),
        (Decimal, "NaN"),
        (Decimal, "1e1000000"),
        (int, "1_000"),
        (int, 10**9),
        (int, True),
        (datetime, "0001-01-01T00:00:00+08:00"),
    ],
)
def test_what_is_refused(kind: type, written: object) -> None:
    """What Python would take, and a reader of books would not."""
    with pytest.raises(Unfit):
        parse(column(kind), written)


def test_an_absent_value_needs_leave_to_be_absent() -> None:
    """Blank is absent."""
    columns = {each.name: each for each in columns_of(Loan)}
    assert parse(columns["settled_at"], "  ") is None
    with pytest.raises(Unfit, match="is empty"):
        parse(columns["drawn_at"], "  ")
