"""Rates and rounding: interest by the month or by the day, to the smallest unit of a currency."""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from servicing.diagnosis.thresholds import Rule, Thresholds
from servicing.diagnosis.views import Setting
from servicing.ledger.records import Loan
from servicing.money import Money

MONTHS_A_YEAR = 12
# Enough for an annuity of forty years on an amount of fourteen digits; what is shown is rounded far above it.
PRECISION = Context(prec=60)


def rounded(amount: Decimal, currency: str, thresholds: Thresholds, on: date) -> Money:
    """The amount to the decimals of its currency (`minor_unit`), halves up."""
    decimals = int(thresholds.figure("minor_unit", on, currency))
    with localcontext(PRECISION):
        return Money(amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), currency)


def by_days(principal: Decimal, annual_rate: Decimal, days: int, days_a_year: Decimal) -> Decimal:
    """Simple interest for some days: principal times rate (percent a year) times days over the days of a year."""
    with localcontext(PRECISION):
        return principal * annual_rate * days / 100 / days_a_year


def by_month(principal: Decimal, annual_rate: Decimal) -> Decimal:
    """Simple interest for one month, a twelfth of a year's (percent a year)."""
    with localcontext(PRECISION):
        return principal * annual_rate / 100 / MONTHS_A_YEAR


def rule_for(setting: Setting, loan: Loan, name: str, on: date) -> Rule:
    """A rule as it is in force on a day for the product of the loan's line."""
    return setting.thresholds.rule(name, on, setting.product_of(loan.loan_id))
