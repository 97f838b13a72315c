"""Money: exact, and never without its currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from servicing.money import Money, total

AMOUNTS = some.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(AMOUNTS, AMOUNTS)
def test_what_is_added_can_be_taken_away_again(one: Decimal, other: Decimal) -> None:
    """No cent is lost on the way, as it would be with binary fractions."""
    assert Money(one, "CNY") + Money(other, "CNY") - Money(other, "CNY") == Money(one, "CNY")


@given(some.lists(AMOUNTS, max_size=20))
def test_a_total_is_the_sum_one_by_one(amounts: list[Decimal]) -> None:
    """The total and repeated adding must never tell two stories; the total of nothing is zero in that currency."""
    by_hand = Money(Decimal(0), "CNY")
    for each in amounts:
        by_hand += Money(each, "CNY")
    assert total(amounts, "CNY") == by_hand


def test_currencies_do_not_mix() -> None:
    """Ten yuan and ten dollars are not twenty of anything."""
    with pytest.raises(ValueError, match="CNY and USD"):
        Money(Decimal(10), "USD") + Money(Decimal(10), "CNY")
    with pytest.raises(ValueError, match="cannot be added"):
        Money(Decimal(10), "USD") - Money(Decimal(10), "CNY")


def test_no_money_is_false() -> None:
    """`if left:` asks whether anything is left, also where it is negative."""
    assert not Money(Decimal("0.00"), "CNY")
    assert Money(Decimal("-0.01"), "CNY")
    assert -Money(Decimal(5), "CNY") == Money(Decimal(-5), "CNY")
