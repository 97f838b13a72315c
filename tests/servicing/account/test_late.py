"""What a late day costs: by the rule of its source, on what is overdue alone, beside what the books charge."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicing.account.late import LateCost, late_costs
from servicing.account.rates import by_days, rounded
from servicing.diagnosis.views import Setting
from tests.servicing.account.small import NOW, THRESHOLDS, repayment, setting
from tests.servicing.account.test_quote import PAID, with_rules


def only(changes: dict[str, Any] | None = None, **rules: Any) -> LateCost:
    """The one instalment that is in question."""
    where = setting(changes)
    (cost,) = late_costs(Setting(where.facts, NOW, rules.get("thresholds", THRESHOLDS)))
    return cost


def test_what_is_late_costs_half_as_much_again() -> None:
    """1000 at 1.5 × 14.6% for a day of 365 is 0.60; ten days are 6.00; nothing of it is booked."""
    cost = only()
    assert (cost.instalment_id, cost.days_late, str(cost.rate)) == ("I1", 10, "21.9")
    assert [str(each.amount) for each in (cost.principal, cost.a_day, cost.so_far, cost.booked)] == [
        "1000",
        "0.60",
        "6.00",
        "0",
    ]


def test_what_the_books_charge_stands_beside_what_the_rules_say() -> None:
    """A penalty that is booked is cited; one of another instalment is not counted."""
    penalty = {"kind": "penalty", "amount": "7", "instalment_id": "I1", "posted_at": "2026-11-19 02:00"}
    cost = only({"postings": {"R5": penalty, "R6": {**penalty, "instalment_id": "I2"}}})
    assert (str(cost.booked.amount), str(cost.so_far.amount)) == ("7", "6.00")
    assert [each.reference for each in cost.entries] == ["N1", "I1", "R5"]


def test_what_is_paid_of_it_bears_no_penalty() -> None:
    """Half of the principal is paid, so a day costs half."""
    half = repayment("500", "2026-11-10 03:00", instalment_id="I1")
    assert [str(each.amount) for each in (only({"postings": {"R2": half}}).principal, only().a_day)] == ["500", "0.60"]
    assert str(only({"postings": {"R2": half}}).a_day.amount) == "0.30"


def test_where_nothing_is_late_the_next_one_is_told() -> None:
    """Due today: late from tomorrow on, and reported from then on; nothing has come up yet."""
    cost = only(PAID)
    assert (cost.instalment_id, cost.days_late, str(cost.so_far.amount)) == ("I2", 0, "0.00")
    assert (cost.late_from, cost.reported_from) == (date(2026, 11, 21), date(2026, 11, 21))


@pytest.mark.parametrize(("grace", "so_far", "late_from"), [("9", "6.00", 20), ("10", "0.00", 21), ("0", "6.00", 11)])
def test_within_the_days_of_grace_nothing_is_charged(tmp_path: Path, grace: str, so_far: str, late_from: int) -> None:
    """Ten days late: with ten of grace nothing, with nine all ten days."""
    cost = only(thresholds=with_rules(tmp_path, grace_days=grace))
    assert (str(cost.so_far.amount), cost.late_from) == (so_far, date(2026, 11, late_from))


def test_a_lenders_own_rule_counts(tmp_path: Path) -> None:
    """30% instead of 50% above the contract's rate, on 360 days, reported after a month."""
    rules = with_rules(tmp_path, penalty_rate="1.3", day_count="360", late_report_from="30")
    cost = only(thresholds=rules)
    assert (str(cost.rate), str(cost.a_day.amount), cost.reported_from) == ("18.98", "0.53", date(2026, 12, 10))


def test_each_figure_has_its_rule() -> None:
    """The penalty by the central bank's notice, with the day since when."""
    rules = {each.name: each for each in only().rules}
    assert set(rules) == {"penalty_rate", "day_count", "grace_days", "late_report_from"}
    assert "[2003] No. 251" in rules["penalty_rate"].source
    assert rules["penalty_rate"].since == date(2004, 1, 1)


def test_who_owes_nothing_can_be_late_with_nothing() -> None:
    """Whatever the instalments still say."""
    off = {"R2": repayment("3030", "2026-11-19 02:00")}
    assert late_costs(setting({"postings": off})) == ()


@given(cents=st.integers(0, 10**9), rate=st.integers(0, 3600), days=st.integers(0, 400))
def test_a_longer_delay_never_costs_less(cents: int, rate: int, days: int) -> None:
    """And two halves of a time cost what the whole costs, but for a cent of rounding."""
    principal, percent = Decimal(cents) / 100, Decimal(rate) / 100

    def charged(count: int) -> Decimal:
        interest = by_days(principal, percent, count, Decimal(365))
        return rounded(interest, "CNY", THRESHOLDS, date(2026, 11, 20) + timedelta(days=count)).amount

    assert charged(days + 1) >= charged(days)
    assert abs(charged(days * 2) - 2 * charged(days)) <= Decimal("0.01")
