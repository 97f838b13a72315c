"""A plan that was made anew and asks for another amount: by the system, by staff or by the borrower."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from servicing.ledger.demo.anew import recent_payments, replan
from servicing.ledger.demo.calendar_days import day_in, local
from servicing.ledger.demo.closing import AT_ONCE
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, debit, instruct, post, settle
from servicing.ledger.demo.schedules import days_of_interest, equal_principal, rounded
from servicing.ledger.fields import Record
from servicing.ledger.records import Instalment, Loan, Plan

# Changes of longer ago explain nothing that a borrower sees now.
DAYS = 60
MORE_OR_LESS = (Decimal("0.8"), Decimal("1.1"), Decimal("1.25"))


def strike(life: Life) -> Harm:
    """A new rate, other terms by staff, an early repayment of a part, or a later due day that costs interest."""
    loan = life.open_loan
    plan = life.rng.choice((_rate, _by_staff, _repaid_in_part, _moved_at_a_price))(life, loan)
    return Harm(loan.loan_id, _before_and_after(life, plan))


def near_miss(life: Life) -> None:
    """The borrower moved the due day by some days, and no instalment became dearer."""
    later = timedelta(days=life.rng.randint(2, 6))
    made_at = _since_the_last_due_day(life)
    replan(life, life.open_loan, made_at, ("borrower", "due_date_change"), lambda each: {"due_on": each.due_on + later})


def _rate(life: Life, loan: Loan) -> Plan:
    """The rate rose; instalments that were paid since asked for more interest."""
    higher = loan.annual_rate + Decimal(life.rng.randint(4, 24)) / 10
    plan = replan(
        life,
        loan,
        _between_two_bills(life),
        ("system", "rate_change"),
        lambda each: {"interest": rounded(each.interest * higher / loan.annual_rate)},
    )
    life.change(loan, annual_rate=higher)
    return plan


def _by_staff(life: Life, loan: Loan) -> Plan:
    """Staff agreed on other interest with the borrower, or entered it wrong; the reason may be a code of their own."""
    factor = life.rng.choice(MORE_OR_LESS)
    return replan(
        life,
        loan,
        _between_two_bills(life),
        ("staff", life.rng.choice(("agreed_terms", "rate_change"))),
        lambda each: {"interest": rounded(each.interest * factor)},
    )


def _repaid_in_part(life: Life, loan: Loan) -> Plan:
    """A part of the principal was paid early; what is left is spread over the same months."""
    at = _since_the_last_due_day(life)
    left = sum((each.principal for each in life.postings(loan)), ZERO)
    part = rounded(left * life.rng.randint(1, 5) / 10)
    record = debit(life, instruct(life, loan, part, at, life.rng.choice(AT_ONCE), "early_repayment"))
    settle(life, record)
    post(life, loan, "repayment", (-part, ZERO), at + timedelta(minutes=4), record=record)
    ahead = [each for each in life.instalments(loan) if each.status == "scheduled"]
    spread = dict(zip((each.number for each in ahead), _terms(left - part, loan, len(ahead)), strict=True))
    return replan(
        life, loan, at + timedelta(minutes=6), ("borrower", "early_repayment"), lambda each: spread[each.number]
    )


def _terms(left: Decimal, loan: Loan, months: int) -> list[dict[str, Decimal]]:
    schedule = equal_principal(left, loan.annual_rate, months)
    return [{"principal": principal, "interest": interest} for principal, interest in schedule]


def _moved_at_a_price(life: Life, loan: Loan) -> Plan:
    """The borrower moved the due day; the days until then cost interest."""
    days, left = life.rng.randint(3, 9), sum((each.principal for each in life.postings(loan)), ZERO)
    price = days_of_interest(left, loan.annual_rate, days)
    first = next(each.number for each in life.instalments(loan) if each.status == "scheduled")
    return replan(
        life,
        loan,
        _since_the_last_due_day(life),
        ("borrower", "due_date_change"),
        lambda each: {
            "due_on": each.due_on + timedelta(days=days),
            "interest": each.interest + (price if each.number == first else ZERO),
        },
    )


def _since_the_last_due_day(life: Life) -> datetime:
    over = local(life.last_payment.instalment.due_on + timedelta(days=1), time(0, 30), life.zone)
    return life.ago((life.now - over) / timedelta(hours=1), 1)


def _between_two_bills(life: Life) -> datetime:
    """After one of the last due days, and before the bill of the instalment that follows it."""
    due_on = life.rng.choice(recent_payments(life, DAYS)).instalment.due_on
    days = min(life.rng.randint(1, 20), (day_in(life.now, life.zone) - due_on).days - 1)
    return local(due_on + timedelta(days=days), time(life.rng.randint(8, 19), 42), life.zone)


def _before_and_after(life: Life, plan: Plan) -> tuple[Record, ...]:
    """Both versions, and of each the first instalment due after the change."""
    before = next(each for each in life.all(Plan) if (each.loan_id, each.version) == (plan.loan_id, plan.version - 1))
    return before, plan, _first_due(life, before, plan), _first_due(life, plan, plan)


def _first_due(life: Life, of: Plan, change: Plan) -> Instalment:
    changed_on = day_in(change.made_at, life.zone)
    due = [each for each in life.all(Instalment) if each.plan_id == of.plan_id and each.due_on > changed_on]
    return min(due, key=lambda each: each.due_on)
