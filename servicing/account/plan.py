"""Instalment arithmetic: what borrowing a sum for some months at a rate costs, row by row and exact to the cent.

Three ways of repaying: `equal_principal` (the same principal each month, interest on what is left), `equal_instalment`
(an annuity: the same amount each month) and `interest_first` (interest each month, the principal at the end). Interest
of a month is a twelfth of a year's on the principal that is left, rounded halves up to the currency's smallest unit
(`minor_unit`); the last instalment takes what rounding left over, so the principals always add up to the loan.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Literal, get_args

from servicing.account.rates import MONTHS_A_YEAR, PRECISION, by_month, rounded
from servicing.diagnosis.thresholds import Rule, Thresholds
from servicing.errors import ServicingError
from servicing.money import Money, total

Method = Literal["equal_principal", "equal_instalment", "interest_first"]
METHODS: tuple[Method, ...] = get_args(Method)
MOST_MONTHS = 480
NOTHING = Decimal(0)
LARGEST = Decimal(10) ** 14


class BadTerms(ServicingError):
    """A plan needs an amount above zero in whole smallest units, 1 to 480 months and a rate of 0 to 1000 percent."""


@dataclass(frozen=True)
class Terms:
    """What is borrowed: how much, at how much percent a year, for how many months, repaid how, from which day on."""

    principal: Money
    annual_rate: Decimal
    months: int
    method: Method
    first_due: date


@dataclass(frozen=True)
class Row:
    """One instalment; `left` is the principal after it."""

    number: int
    due_on: date
    principal: Money
    interest: Money
    amount: Money
    left: Money


@dataclass(frozen=True)
class Schedule:
    """The whole plan, its sums, and the rule by which it is rounded."""

    terms: Terms
    rows: tuple[Row, ...]
    interest: Money
    amount: Money
    rules: tuple[Rule, ...]


def schedule(terms: Terms, thresholds: Thresholds) -> Schedule:
    """The plan of a loan on these terms; raises `BadTerms`."""
    rule = thresholds.rule("minor_unit", terms.first_due, terms.principal.currency)
    _check(terms, int(rule.figure))
    rows = tuple(_rows(terms, thresholds))
    currency = terms.principal.currency
    return Schedule(
        terms=terms,
        rows=rows,
        interest=total((each.interest.amount for each in rows), currency),
        amount=total((each.amount.amount for each in rows), currency),
        rules=(rule,),
    )


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _check(terms: Terms, decimals: int) -> None:
    amount, rate = terms.principal.amount, terms.annual_rate
    fits = amount.is_finite() and rate.is_finite() and 0 < amount < LARGEST and 0 <= rate <= 1000
    if not fits or not 1 <= terms.months <= MOST_MONTHS or terms.method not in METHODS:
        raise BadTerms
    if amount != amount.quantize(Decimal(1).scaleb(-decimals)):
        raise BadTerms


def _rows(terms: Terms, thresholds: Thresholds) -> Iterator[Row]:
    currency, left = terms.principal.currency, terms.principal.amount
    share = SHARES[terms.method](terms, _rounder(terms, thresholds))
    for number in range(1, terms.months + 1):
        interest = _rounder(terms, thresholds)(by_month(left, terms.annual_rate))
        principal = left if number == terms.months else min(left, max(NOTHING, share(interest)))
        left -= principal
        yield Row(
            number=number,
            due_on=months_after(terms.first_due, number - 1),
            principal=Money(principal, currency),
            interest=Money(interest, currency),
            amount=Money(principal + interest, currency),
            left=Money(left, currency),
        )


Round = Callable[[Decimal], Decimal]
# From the interest of a month to the principal that is repaid with it; the last month pays whatever is left.
Share = Callable[[Decimal], Decimal]


def _rounder(terms: Terms, thresholds: Thresholds) -> Round:
    return lambda amount: rounded(amount, terms.principal.currency, thresholds, terms.first_due).amount


def _equal_principal(terms: Terms, to_unit: Round) -> Share:
    with localcontext(PRECISION):
        part = to_unit(terms.principal.amount / terms.months)
    return lambda _: part


def _equal_instalment(terms: Terms, to_unit: Round) -> Share:
    instalment = to_unit(annuity(terms.principal.amount, terms.annual_rate, terms.months))
    return lambda interest: instalment - interest


def _interest_first(terms: Terms, to_unit: Round) -> Share:
    return lambda _: NOTHING


def annuity(principal: Decimal, annual_rate: Decimal, months: int) -> Decimal:
    """The equal monthly payment that repays a loan, unrounded: P·r / (1 - (1 + r)^-n), with r a month's rate."""
    with localcontext(PRECISION):
        if annual_rate == 0:
            return principal / months
        rate = annual_rate / 100 / MONTHS_A_YEAR
        growth = (1 + rate) ** months
        return principal * rate * growth / (growth - 1)


SHARES: dict[Method, Callable[[Terms, Round], Share]] = {
    "equal_principal": _equal_principal,
    "equal_instalment": _equal_instalment,
    "interest_first": _interest_first,
}
