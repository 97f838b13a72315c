"""A second line of a demo borrower, for purchases, with one purchase on it that falls due in one instalment."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from servicing.ledger.demo.account import open_line
from servicing.ledger.demo.calendar_days import day_in, local
from servicing.ledger.demo.drawing import first_plan
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import ZERO, pay, post
from servicing.ledger.records import ChannelRecord, Instalment, Loan

DAYS_TO_PAY = 33
SHOP = "6021"


def buy(life: Life, due_on: date) -> Instalment:
    """A purchase on a shop line, without interest: nothing of it is paid yet."""
    amount = Decimal(life.rng.randint(2, 12) * 50)
    line = open_line(life, life.line.opened_at + timedelta(days=90), amount * 5, product="shop")
    loan = life.add(
        Loan(
            loan_id=life.ref("N"),
            borrower_id=line.borrower_id,
            line_id=line.line_id,
            principal=amount,
            currency=line.currency,
            annual_rate=ZERO,
            drawn_at=local(due_on - timedelta(days=DAYS_TO_PAY), time(12, 30), life.zone),
            status="open",
            settled_at=None,
        )
    )
    post(life, loan, "disbursement", (amount, ZERO), loan.drawn_at, record=_pay_the_shop(life, loan))
    return _instalment(life, loan, due_on)


def _pay_the_shop(life: Life, loan: Loan) -> ChannelRecord:
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
            occurred_at=loan.drawn_at,
            account_ending=None,
            payee=SHOP,
            failure_code=None,
        )
    )


def _instalment(life: Life, loan: Loan, due_on: date) -> Instalment:
    plan = first_plan(life, loan)
    today = day_in(life.now, life.zone)
    return life.add(
        Instalment(
            instalment_id=life.ref("I"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            plan_id=plan.plan_id,
            number=1,
            due_on=due_on,
            principal=loan.principal,
            interest=ZERO,
            fees=ZERO,
            currency=loan.currency,
            status="overdue" if due_on < today else "scheduled",
        )
    )


def pay_for_it(life: Life, instalment: Instalment, at: datetime) -> Loan:
    """The purchase is paid, and its loan settled with that."""
    posting = pay(life, instalment, at, "quick_pay")
    return life.change(life.get(Loan, instalment.loan_id), status="settled", settled_at=posting.posted_at)
