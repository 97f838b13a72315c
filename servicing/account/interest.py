"""How the interest of a loan's next instalment comes about: principal that is left, rate, and how it was counted."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from servicing.account.currencies import open_loans
from servicing.account.left import NOTHING, Left, left_of
from servicing.account.rates import by_days, by_month, rounded, rule_for
from servicing.diagnosis.entry import Entry, entry_of
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.thresholds import Rule
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.loan import LoanView
from servicing.money import Money, total

Counted = Literal["by_month", "by_days", "otherwise"]


@dataclass(frozen=True)
class NextInterest:
    """The interest of the instalment that comes next.

    `counted` says which arithmetic gives exactly the plan's figure: a twelfth of a year's (`by_month`), `days` over the
    days of a year (`by_days`), or neither (`otherwise`). `total` is all interest of the plan in force, paid or not.
    """

    loan_id: str
    instalment_id: str
    number: int
    due_on: date
    annual_rate: Decimal
    principal: Money
    days: int
    counted: Counted
    interest: Money
    total: Money
    entries: tuple[Entry, ...]
    rules: tuple[Rule, ...]


def next_interests(setting: Setting) -> tuple[NextInterest, ...]:
    """Of each open loan the instalment that comes next, the latest loan first; raises `TwoCurrencies`."""
    today = local_day(setting.now, setting.facts.borrower)
    found = ((loan, _coming(loan, today)) for loan in open_loans(setting))
    return tuple(_explained(loan, coming) for loan, coming in found if coming)


def _coming(loan: LoanView, today: date) -> Left | None:
    return next((each for each in left_of(loan) if each.instalment.due_on >= today), None)


def _explained(loan: LoanView, coming: Left) -> NextInterest:
    due, row = coming.instalment, loan.loan
    principal = sum((each.principal for each in left_of(loan) if each.instalment.due_on >= due.due_on), NOTHING)
    days = (due.due_on - _began(loan, due.due_on)).days
    rules = tuple(rule_for(loan.setting, row, name, due.due_on) for name in ("day_count", "minor_unit"))
    in_force = loan.instalments_in_force
    return NextInterest(
        loan_id=row.loan_id,
        instalment_id=due.instalment_id,
        number=due.number,
        due_on=due.due_on,
        annual_rate=row.annual_rate.normalize(),
        principal=Money(principal, row.currency),
        days=days,
        counted=_counted(loan, principal, due.interest, days, due.due_on),
        interest=Money(due.interest, row.currency),
        total=total((each.interest for each in in_force), row.currency),
        entries=(entry_of(row), entry_of(due)),
        rules=rules,
    )


def _began(loan: LoanView, due_on: date) -> date:
    earlier = [each.due_on for each in loan.instalments_in_force if each.due_on < due_on]
    return max([local_day(loan.loan.drawn_at, loan.setting.facts.borrower), *earlier])


def _counted(loan: LoanView, principal: Decimal, interest: Decimal, days: int, on: date) -> Counted:
    row, thresholds = loan.loan, loan.setting.thresholds
    days_a_year = rule_for(loan.setting, row, "day_count", on).figure
    ways: dict[Counted, Decimal] = {
        "by_month": by_month(principal, row.annual_rate),
        "by_days": by_days(principal, row.annual_rate, days, days_a_year),
    }
    fits = (way for way, amount in ways.items() if rounded(amount, row.currency, thresholds, on).amount == interest)
    return next(fits, "otherwise")
