"""What a late day costs: the penalty on an instalment by the rules, what is booked of it, when it is reported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from servicing.account.currencies import open_loans
from servicing.account.left import Left, left_of, penalties_on
from servicing.account.rates import by_days, rounded, rule_for
from servicing.diagnosis.entry import Entry, entry_of
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.thresholds import Rule
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.loan import LoanView
from servicing.money import Money, total

RULES = ("penalty_rate", "day_count", "grace_days", "late_report_from")


@dataclass(frozen=True)
class LateCost:
    """What it costs to pay one instalment late.

    `days_late` and `so_far` (by the rules) are 0 while it is not late; `booked` is what the books charge already.
    `rate` is the penalty rate in percent a year, `late_from` the first day that counts as late, `reported_from` the
    first day on which the credit bureau may be told.
    """

    loan_id: str
    instalment_id: str
    number: int
    due_on: date
    principal: Money
    rate: Decimal
    a_day: Money
    days_late: int
    so_far: Money
    booked: Money
    late_from: date
    reported_from: date
    entries: tuple[Entry, ...]
    rules: tuple[Rule, ...]


def late_costs(setting: Setting) -> tuple[LateCost, ...]:
    """Of every open loan: each instalment that is late, and where none is the one that comes next; the oldest first.

    Raises `TwoCurrencies`.
    """
    today = local_day(setting.now, setting.facts.borrower)
    found = [cost for loan in open_loans(setting) for cost in _of_loan(loan, today)]
    return tuple(sorted(found, key=lambda each: (each.due_on, each.instalment_id)))


def penalty_until(loan: LoanView, left: Left, on: date) -> Money:
    """What the rules charge for an instalment that is paid on a day; nothing within the days of grace."""
    days, loan_row = (on - left.instalment.due_on).days, loan.loan
    grace = rule_for(loan.setting, loan_row, "grace_days", on).figure
    charged = _for_days(loan, left.principal, days, on) if days > grace else Decimal(0)
    return rounded(charged, loan_row.currency, loan.setting.thresholds, on)


def _for_days(loan: LoanView, principal: Decimal, days: int, on: date) -> Decimal:
    times = rule_for(loan.setting, loan.loan, "penalty_rate", on).figure
    days_a_year = rule_for(loan.setting, loan.loan, "day_count", on).figure
    return by_days(principal, loan.loan.annual_rate * times, days, days_a_year)


def _of_loan(loan: LoanView, today: date) -> Iterator[LateCost]:
    unpaid = [each for each in left_of(loan) if each.principal > 0]
    yield from (_cost(loan, each, today) for each in _in_question(unpaid, today))


def _in_question(unpaid: Sequence[Left], today: date) -> Sequence[Left]:
    late = [each for each in unpaid if each.instalment.due_on < today]
    return late or unpaid[:1]


def _cost(loan: LoanView, left: Left, today: date) -> LateCost:
    due, row, currency = left.instalment, loan.loan, loan.loan.currency
    rules = {name: rule_for(loan.setting, row, name, today) for name in RULES}
    booked = penalties_on(loan, due)
    grace, reported = (timedelta(days=int(rules[name].figure)) for name in ("grace_days", "late_report_from"))
    return LateCost(
        loan_id=row.loan_id,
        instalment_id=due.instalment_id,
        number=due.number,
        due_on=due.due_on,
        principal=Money(left.principal, currency),
        rate=(row.annual_rate * rules["penalty_rate"].figure).normalize(),
        a_day=rounded(_for_days(loan, left.principal, 1, today), currency, loan.setting.thresholds, today),
        days_late=max(0, (today - due.due_on).days),
        so_far=penalty_until(loan, left, today),
        booked=total((each.amount for each in booked), currency),
        late_from=due.due_on + grace + timedelta(days=1),
        reported_from=due.due_on + max(reported, grace + timedelta(days=1)),
        entries=tuple(entry_of(each) for each in (row, due, *booked)),
        rules=tuple(rules.values()),
    )
