"""How the next instalment's interest comes about: named only where the arithmetic gives the plan's own figure."""

from typing import Any

import pytest

from servicing.account.interest import NextInterest, next_interests
from tests.servicing.account.small import setting
from tests.servicing.account.test_quote import PAID


def of(interest: str) -> NextInterest:
    """The loan's next instalment, with that interest in the plan."""
    changes: dict[str, Any] = {
        "instalments": {**PAID["instalments"], "I2": {"interest": interest}},
        "postings": PAID["postings"],
    }
    (found,) = next_interests(setting(changes))
    return found


@pytest.mark.parametrize(
    ("interest", "counted"),
    [("24.33", "by_month"), ("8.00", "by_days"), ("30", "otherwise"), ("24.34", "otherwise")],
)
def test_the_way_that_gives_the_plans_figure_is_named(interest: str, counted: str) -> None:
    """2000 at 14.6%: a twelfth of a year is 24.33, the ten days to the 20th are 8.00 of 365; a cent off is none."""
    found = of(interest)
    assert (found.instalment_id, found.days, str(found.principal.amount)) == ("I2", 10, "2000")
    assert (found.counted, str(found.interest.amount)) == (counted, interest)


def test_it_names_the_loan_the_instalment_and_the_rules() -> None:
    """And all interest of the plan, paid or not."""
    found = of("24.33")
    assert [each.reference for each in found.entries] == ["N1", "I2"]
    assert [each.name for each in found.rules] == ["day_count", "minor_unit"]
    assert str(found.total.amount) == "84.33"


def test_a_loan_that_is_paid_off_has_no_next_interest() -> None:
    """Nothing is owed on it."""
    assert next_interests(setting({"postings": {"R0": None, "R1": None}})) == ()
