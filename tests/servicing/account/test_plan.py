"""Instalment arithmetic: money never appears or vanishes, and the annuity is what an independent sum says it is."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servicing.account.plan import METHODS, BadTerms, Schedule, Terms, annuity, months_after, schedule
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.loan import all_loans
from servicing.ledger.facts import facts_of
from servicing.money import Money
from tests.servicing.account.small import THRESHOLDS
from tests.servicing.ledger.books import NOW as BOOKS_AT
from tests.servicing.ledger.books import healthy_lives

FIRST = date(2026, 1, 31)
CENT = Decimal("0.01")
MONEY = st.integers(1, 10**10).map(lambda cents: Decimal(cents) / 100)
RATES = st.integers(0, 40_000).map(lambda rate: Decimal(rate) / 1000)
MONTHS = st.integers(1, 120)


def plan(amount: Decimal | str, rate: Decimal | str, months: int, method: str, currency: str = "CNY") -> Schedule:
    """A plan on these terms."""
    terms = Terms(Money(Decimal(amount), currency), Decimal(rate), months, method, FIRST)  # type: ignore[arg-type]
    return schedule(terms, THRESHOLDS)


def rows(found: Schedule) -> list[tuple[str, str, str]]:
    """Principal, interest and what is left, row by row."""
    return [(str(each.principal.amount), str(each.interest.amount), str(each.left.amount)) for each in found.rows]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (
            "equal_principal",
            [("333.33", "12.17", "666.67"), ("333.33", "8.11", "333.34"), ("333.34", "4.06", "0.00")],
        ),
        (
            "equal_instalment",
            [("329.31", "12.17", "670.69"), ("333.32", "8.16", "337.37"), ("337.37", "4.10", "0.00")],
        ),
        ("interest_first", [("0", "12.17", "1000.00"), ("0", "12.17", "1000.00"), ("1000.00", "12.17", "0.00")]),
    ],
)
def test_a_thousand_for_three_months(method: str, expected: list[tuple[str, str, str]]) -> None:
    """By hand: a month's interest is the principal that is left times 14.6% over 12; the last month takes the rest."""
    assert rows(plan("1000.00", "14.6", 3, method)) == expected


@settings(deadline=None)
@given(amount=MONEY, rate=RATES, months=MONTHS, method=st.sampled_from(METHODS))
def test_money_neither_appears_nor_vanishes(amount: Decimal, rate: Decimal, months: int, method: str) -> None:
    """The principals are the loan, the parts are the amounts, nothing is negative, and what is left only falls."""
    found = plan(amount, rate, months, method)
    principals = [each.principal.amount for each in found.rows]
    left = [amount, *(each.left.amount for each in found.rows)]
    assert sum(principals) == amount
    assert all(before - after == paid for before, after, paid in zip(left, left[1:], principals, strict=False))
    assert left[-1] == 0
    assert all(each.amount == each.principal + each.interest for each in found.rows)
    assert min(each.principal.amount for each in found.rows) >= 0
    assert min(each.interest.amount for each in found.rows) >= 0
    assert found.amount.amount == amount + found.interest.amount


@settings(deadline=None)
@given(amount=MONEY, rate=RATES, months=MONTHS, method=st.sampled_from(METHODS))
def test_every_figure_is_whole_cents_and_the_interest_is_that_of_the_month(
    amount: Decimal, rate: Decimal, months: int, method: str
) -> None:
    """Told apart in exact fractions: a row's interest is off by half a cent at most."""
    before = Fraction(amount)
    for row in plan(amount, rate, months, method).rows:
        assert row.interest.amount == row.interest.amount.quantize(CENT)
        exact = before * Fraction(rate) / 1200
        assert abs(Fraction(row.interest.amount) - exact) <= Fraction(1, 200)
        before = Fraction(row.left.amount)


@settings(deadline=None)
@given(amount=MONEY, rate=RATES.filter(bool), months=MONTHS)
def test_the_annuity_is_what_discounting_says(amount: Decimal, rate: Decimal, months: int) -> None:
    """Another formula, in exact fractions: the sum of all payments, each discounted to today, is the loan."""
    growth = 1 + Fraction(rate) / 1200
    factor = sum((1 / growth**month for month in range(1, months + 1)), Fraction(0))
    exact = Fraction(amount) / factor
    with localcontext() as context:
        context.prec = 60
        assert abs(Fraction(annuity(amount, rate, months)) - exact) < Fraction(1, 10**20)


@settings(deadline=None)
@given(amount=MONEY.filter(lambda amount: amount >= 100), rate=RATES, months=MONTHS)
def test_equal_instalments_are_equal(amount: Decimal, rate: Decimal, months: int) -> None:
    """All but the last are the same to the cent; the last differs by what rounding left."""
    amounts = [each.amount.amount for each in plan(amount, rate, months, "equal_instalment").rows]
    wanted = annuity(amount, rate, months).quantize(CENT, ROUND_HALF_UP)
    assert set(amounts[:-1]) <= {wanted}
    most = sum((Fraction(1, 100) * (1 + Fraction(rate) / 1200) ** month for month in range(months)), Fraction(0))
    assert abs(Fraction(amounts[-1] - wanted)) <= most + Fraction(1, 100)


@settings(deadline=None)
@given(amount=MONEY, rate=RATES, months=MONTHS)
def test_repaying_faster_costs_no_more(amount: Decimal, rate: Decimal, months: int) -> None:
    """Equal principal repays fastest, interest first slowest; rounding may turn it by half a cent a month."""
    fast, even, slow = (plan(amount, rate, months, each).interest.amount for each in METHODS)
    slack = CENT * months
    assert fast <= even + slack
    assert even <= slow + slack


def test_the_demo_lenders_own_plans_come_out() -> None:
    """Every first plan of the healthy books, written by other code, is what one of the ways of repaying gives."""
    for life in healthy_lives(5):
        for loan in all_loans(Setting(facts_of(life.rows.values()), BOOKS_AT, THRESHOLDS)):
            first = {each.plan_id for each in loan.plans if each.version == 1}
            own = sorted((each for each in loan.instalments if each.plan_id in first), key=lambda each: each.number)
            asked = [(each.principal, each.interest) for each in own]
            plans = (plan(loan.loan.principal, loan.loan.annual_rate, len(own), method) for method in METHODS)
            ways = [[(each.principal.amount, each.interest.amount) for each in way.rows] for way in plans]
            assert asked in ways, loan.ref


def test_a_currency_without_cents_is_rounded_to_its_unit() -> None:
    """A yen has no hundredth."""
    assert rows(plan("1000", "14.6", 3, "equal_principal", "JPY"))[0] == ("333", "12", "667")


def test_the_last_day_of_a_month_stays_the_last() -> None:
    """A plan that begins on the 31st is due on the 28th in February, and on the 31st again in March."""
    assert [each.due_on.day for each in plan("1000", "0", 3, "equal_principal").rows] == [31, 28, 31]
    assert months_after(date(2026, 3, 31), -1) == date(2026, 2, 28)


def test_the_rounding_rule_stands_beside_the_figures() -> None:
    """Its name, figure and source."""
    (rule,) = plan("1000", "14.6", 3, "equal_principal").rules
    assert (rule.name, int(rule.figure), bool(rule.source)) == ("minor_unit", 2, True)


@pytest.mark.parametrize(
    ("amount", "rate", "months", "method"),
    [
        ("0", "14.6", 3, "equal_principal"),
        ("-1", "14.6", 3, "equal_principal"),
        ("0.001", "14.6", 3, "equal_principal"),
        ("NaN", "14.6", 3, "equal_principal"),
        ("1E20", "14.6", 3, "equal_principal"),
        ("1000", "-1", 3, "equal_principal"),
        ("1000", "1E9", 3, "equal_principal"),
        ("1000", "14.6", 0, "equal_principal"),
        ("1000", "14.6", 481, "equal_principal"),
        ("1000", "14.6", 3, "whenever"),
    ],
)
def test_terms_that_make_no_plan_are_refused(amount: str, rate: str, months: int, method: str) -> None:
    """In a sentence, before anything is worked out."""
    with pytest.raises(BadTerms, match="1 to 480 months"):
        plan(amount, rate, months, method)
