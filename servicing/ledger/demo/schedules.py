"""How a loan is spread over its months: what of each instalment is principal, and what interest, to the cent."""

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
MONTHS_A_YEAR_IN_PERCENT = Decimal(1200)
DAYS_A_YEAR_IN_PERCENT = Decimal(36500)

# Principal and interest of each instalment, in order.
Schedule = Sequence[tuple[Decimal, Decimal]]


def rounded(amount: Decimal) -> Decimal:
    """To the cent, halves up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def equal_principal(principal: Decimal, rate: Decimal, months: int) -> Schedule:
    """The same principal each month, interest on what is left; `rate` is percent a year.

    The last instalment takes what rounding left over.
    """
    part, left, rows = rounded(principal / months), principal, []
    for number in range(1, months + 1):
        due = part if number < months else left
        rows.append((due, month_of_interest(left, rate)))
        left -= due
    return rows


def annuity(principal: Decimal, rate: Decimal, months: int) -> Schedule:
    """The same amount each month, but for the last instalment, which takes what rounding left over."""
    amount, left, rows = _annuity_amount(principal, rate, months), principal, []
    for number in range(1, months + 1):
        interest = month_of_interest(left, rate)
        due = amount - interest if number < months else left
        rows.append((due, interest))
        left -= due
    return rows


SCHEDULES: Mapping[str, Callable[[Decimal, Decimal, int], Schedule]] = {
    "equal_principal": equal_principal,
    "annuity": annuity,
}


def month_of_interest(left: Decimal, rate: Decimal) -> Decimal:
    """A twelfth of a year's interest on the principal that is left."""
    return rounded(left * rate / MONTHS_A_YEAR_IN_PERCENT)


def days_of_interest(left: Decimal, rate: Decimal, days: int) -> Decimal:
    """Interest for single days, of which a year has 365."""
    return rounded(left * rate * days / DAYS_A_YEAR_IN_PERCENT)


def _annuity_amount(principal: Decimal, rate: Decimal, months: int) -> Decimal:
    monthly = rate / MONTHS_A_YEAR_IN_PERCENT
    if not monthly:
        return rounded(principal / months)
    return rounded(principal * monthly / (1 - (1 + monthly) ** -months))
