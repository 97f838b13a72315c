"""A healthy borrower: a line, a loan repaid in full, a loan being repaid, every payment booked as it should be."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Literal
from zoneinfo import ZoneInfo

from servicing.ledger.demo.account import open_account
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import ZERO, account_of, pay, post
from servicing.ledger.demo.world import World
from servicing.ledger.records import (
    BureauReport,
    ChannelRecord,
    Instalment,
    Loan,
    Plan,
    Posting,
    ShownBalance,
)

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Terms:
    """What a loan is drawn on: whole currency units, percent a year, months."""

    principal: Decimal
    rate: Decimal
    months: int
    first_due: date


def healthy_life(number: int, rng: Random, world: World) -> Life:
    """A borrower to whom nothing has gone wrong; the same number, random source and world give the same rows."""
    life = Life(number, rng, world)
    open_account(life)
    today = world.now.astimezone(ZoneInfo(life.borrower.time_zone)).date()
    last_due = today - timedelta(days=rng.randint(4, 20))
    _draw(life, Terms(Decimal(rng.randint(2, 6) * 1000), Decimal("14.6"), 6, _months_after(last_due, -12)))
    _draw(life, Terms(Decimal(rng.randint(2, 8) * 1000), Decimal("14.6"), 12, _months_after(last_due, -3)))
    _show(life)
    return life


def _draw(life: Life, terms: Terms) -> None:
    """A loan from its drawing to the last instalment that is due by now."""
    drawn = _local(_months_after(terms.first_due, -1), time(10, life.rng.randint(0, 59)), life)
    loan = life.add(
        Loan(
            loan_id=life.ref("N"),
            borrower_id=life.borrower.borrower_id,
            line_id=life.line.line_id,
            principal=terms.principal,
            currency="CNY",
            annual_rate=terms.rate,
            drawn_at=drawn,
            status="open",
            settled_at=None,
        )
    )
    plan = life.add(
        Plan(
            plan_id=life.ref("PL"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            version=1,
            made_at=drawn,
            made_by="system",
            reason="drawn",
        )
    )
    post(life, loan, "disbursement", (terms.principal, ZERO), drawn, record=_pay_out(life, loan))
    for instalment in _schedule(life, loan, plan, terms):
        _live_through(life, loan, instalment)
    _close_if_repaid(life, loan)


def _pay_out(life: Life, loan: Loan) -> ChannelRecord:
    return life.add(
        ChannelRecord(
            record_id=life.ref("C"),
            borrower_id=loan.borrower_id,
            instruction_id=None,
            loan_id=loan.loan_id,
            kind="payout",
            channel="quick_pay",
            state="success",
            amount=loan.principal,
            fee=ZERO,
            currency=loan.currency,
            occurred_at=loan.drawn_at + timedelta(minutes=2),
            account_ending=account_of(life),
            payee="borrower",
            failure_code=None,
        )
    )


def _schedule(life: Life, loan: Loan, plan: Plan, terms: Terms) -> list[Instalment]:
    """Equal principal each month, interest on what is left; the last instalment takes the rounding."""
    part = (terms.principal / terms.months).quantize(CENT, ROUND_HALF_UP)
    left, rows = terms.principal, []
    for number in range(1, terms.months + 1):
        principal = part if number < terms.months else left
        interest = (left * terms.rate / 100 / 12).quantize(CENT, ROUND_HALF_UP)
        row = Instalment(
            instalment_id=life.ref("I"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            plan_id=plan.plan_id,
            number=number,
            due_on=_months_after(terms.first_due, number - 1),
            principal=principal,
            interest=interest,
            fees=ZERO,
            currency="CNY",
            status="scheduled",
        )
        rows.append(life.add(row))
        left -= principal
    return rows


def _live_through(life: Life, loan: Loan, instalment: Instalment) -> None:
    """Bill and pay an instalment whose day has come."""
    paid_at = life.world.clear_of_incidents(_local(instalment.due_on, time(life.rng.randint(9, 18), 17), life))
    if paid_at + timedelta(hours=8) > life.now:
        return
    billed_at = _local(instalment.due_on, time(0, 5), life) - timedelta(days=3)
    post(life, loan, "interest", (ZERO, instalment.interest), billed_at, instalment=instalment)
    channel = life.rng.choice(("bank_transfer", "quick_pay", "card", "auto_debit"))
    pay(life, instalment, paid_at, channel)
    reported = _local(_months_after(instalment.due_on.replace(day=1), 1), time(3), life) + timedelta(days=4)
    if reported < life.now:
        life.add(
            BureauReport(
                report_id=life.ref("BR"),
                borrower_id=loan.borrower_id,
                loan_id=loan.loan_id,
                month=instalment.due_on.replace(day=1),
                reported_at=reported,
                standing="on_time",
                days_late=0,
            )
        )


def _close_if_repaid(life: Life, loan: Loan) -> None:
    postings = [each for each in life.all(Posting) if each.loan_id == loan.loan_id]
    if sum(each.amount for each in postings) == 0:
        life.change(loan, status="settled", settled_at=postings[-1].posted_at)


def _show(life: Life) -> None:
    """What the screen last showed: the truth of a minute ago."""
    owed = {
        loan.loan_id: sum((each.amount for each in life.all(Posting) if each.loan_id == loan.loan_id), ZERO)
        for loan in life.all(Loan)
    }
    for loan_id, amount in owed.items():
        life.add(_shown(life, "owed", amount, loan_id=loan_id))
    drawn = sum((each.principal for each in life.all(Posting)), ZERO)
    line = life.line
    life.add(_shown(life, "available_limit", line.total_limit - drawn, line_id=line.line_id))


def _shown(
    life: Life,
    what: Literal["owed", "available_limit"],
    amount: Decimal,
    *,
    loan_id: str | None = None,
    line_id: str | None = None,
) -> ShownBalance:
    shown_at = life.now - timedelta(minutes=5)
    return ShownBalance(
        shown_id=life.ref("S"),
        borrower_id=life.borrower.borrower_id,
        loan_id=loan_id,
        line_id=line_id,
        what=what,
        amount=amount,
        currency="CNY",
        as_of=shown_at,
        shown_at=shown_at,
    )


def _local(day: date, clock: time, life: Life) -> datetime:
    return datetime.combine(day, clock, tzinfo=ZoneInfo(life.borrower.time_zone)).astimezone(life.now.tzinfo)


def _months_after(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
