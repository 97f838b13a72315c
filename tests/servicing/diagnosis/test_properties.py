"""What must hold of every diagnosis, whatever the trouble: what means nothing changes nothing."""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.register import symptoms
from servicing.diagnosis.views import Setting
from servicing.ledger.facts import facts_of
from servicing.ledger.fields import Record
from servicing.ledger.records import CreditLine
from tests.servicing.diagnosis.harmless import HARMLESS, Entry
from tests.servicing.diagnosis.whole_lives import NOW, THRESHOLDS, TROUBLES, Rows, causes_of, healthy, struck

HEALTHY = ("nobody", "nothing")
TROUBLE = some.sampled_from([HEALTHY, *TROUBLES])
LIFE = some.integers(1, 4)
# Whole weeks keep the days of the week, and these neither a public holiday nor a change of clocks apart.
WEEKS = some.sampled_from((-2, -1, 1, 2))
# What the bureau is told goes by calendar months, which no number of weeks keeps.
BY_MONTHS = "credit_report_impact"
# By no more than this, for a residue is one below a fixed figure.
FACTORS = some.sampled_from((Decimal("0.1"), Decimal("0.5"), Decimal(2)))


def rows_of(trouble: tuple[str, str], number: int) -> Rows:
    """The rows of a life: struck by the trouble, or healthy."""
    return healthy(number) if trouble == HEALTHY else struck(*trouble, number)[1]


@settings(max_examples=20, deadline=None)
@given(TROUBLE, LIFE, some.integers(0, 2**32))
def test_the_order_of_rows_changes_nothing(trouble: tuple[str, str], number: int, seed: int) -> None:
    """A database gives rows in any order; every symptom must be answered the same, to the last entry."""
    rows = rows_of(trouble, number)
    one, other = (Setting(facts_of(each), NOW, THRESHOLDS) for each in (rows, Random(seed).sample(rows, len(rows))))
    for name in symptoms():
        assert diagnose(one, name) == diagnose(other, name)


@settings(max_examples=20, deadline=None)
@given(TROUBLE, LIFE, some.lists(some.sampled_from(HARMLESS), unique=True, min_size=1), some.integers(900, 2600))
def test_a_harmless_entry_changes_no_cause(
    trouble: tuple[str, str], number: int, entries: list[Entry], days: int
) -> None:
    """Neither what is found nor whether something is: a longer life is no other trouble."""
    rows = rows_of(trouble, number)
    line = next(each for each in rows if isinstance(each, CreditLine))
    more = [row for entry in entries for row in entry(line, NOW - timedelta(days=days))]
    assert causes_of([*rows, *more]) == causes_of(rows)


def changed(rows: Iterable[Record], kinds: tuple[type, ...], change: Callable[[Any], Any], but: str = "") -> Rows:
    """The rows with every value of these types changed, except that of one column."""
    return tuple(
        replace(
            row, **{name: change(value) for name, value in _columns(row) if isinstance(value, kinds) and name != but}
        )
        for row in rows
    )


def _columns(row: Record) -> list[tuple[str, Any]]:
    return [(each.name, getattr(row, each.name)) for each in fields(row)]


@settings(max_examples=20, deadline=None)
@given(TROUBLE, LIFE, WEEKS)
def test_the_same_life_some_weeks_earlier_or_later_has_the_same_causes(
    trouble: tuple[str, str], number: int, weeks: int
) -> None:
    """A cause hangs on how long ago things were, and on no date."""
    rows, by = rows_of(trouble, number), timedelta(weeks=weeks)
    then = causes_of(changed(rows, (date,), lambda moment: moment + by), at=NOW + by)
    assert {name: then[name] for name in then if name != BY_MONTHS} == {
        name: told for name, told in causes_of(rows).items() if name != BY_MONTHS
    }


@settings(max_examples=20, deadline=None)
@given(TROUBLE, LIFE, FACTORS)
def test_the_same_life_with_larger_or_smaller_amounts_has_the_same_causes(
    trouble: tuple[str, str], number: int, factor: Decimal
) -> None:
    """A cause hangs on amounts that differ, and on no amount."""
    rows = rows_of(trouble, number)
    assert causes_of(changed(rows, (Decimal,), lambda amount: amount * factor, "annual_rate")) == causes_of(rows)
