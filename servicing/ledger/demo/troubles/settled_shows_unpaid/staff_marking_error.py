"""A loan that was settled, and that somebody made owed again by hand."""

from datetime import datetime, timedelta

from servicing.ledger.demo.anew import some_money
from servicing.ledger.demo.calendar_days import day_in
from servicing.ledger.demo.closing import close, pay_off, since_last_entry
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, post
from servicing.ledger.demo.settling import mark_settled
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.fields import Record
from servicing.ledger.records import Instalment, Loan, Plan, Posting

REASONS = ("early_repayment_reversed", "marked_overdue", "entered_by_hand")


def strike(life: Life) -> Harm:
    """An instalment booked back, a penalty for an instalment that was never late, or a plan that asks for more."""
    loan = life.open_loan
    unpaid = next(each for each in life.instalments(loan) if each.status == "scheduled")
    settlement = pay_off(life, loan, since_last_entry(life, loan, least_hours=10))
    if life.rng.random() < 0.6:
        loan = mark_settled(life, settlement)
    at = (settlement.posted_at + (life.now - settlement.posted_at) * life.rng.uniform(0.1, 0.9)).replace(microsecond=0)
    mark = life.rng.choice((_booked_back, _penalty, _planned_again))
    proof = mark(life, loan, unpaid, at)
    show_the_books(life)
    return Harm(loan.loan_id, (settlement, *proof))


def near_miss(life: Life) -> None:
    """What staff added by hand came before the settlement, which paid it."""
    loan = life.open_loan
    at = since_last_entry(life, loan, least_hours=20)
    row = post(life, loan, "adjustment", (ZERO, some_money(life, 2, 30)), at - timedelta(minutes=25))
    life.change(row, made_by="staff", reason=life.rng.choice(REASONS))
    close(life, loan, at)


def _booked_back(life: Life, loan: Loan, unpaid: Instalment, at: datetime) -> tuple[Record, ...]:
    row = post(life, loan, "adjustment", (unpaid.principal, unpaid.interest), at)
    return (life.change(row, made_by="staff", reason=life.rng.choice(REASONS)),)


def _penalty(life: Life, loan: Loan, unpaid: Instalment, at: datetime) -> tuple[Record, ...]:
    row: Posting = post(life, loan, "penalty", (ZERO, ZERO), at, fees=some_money(life, 3, 60))
    return (life.change(row, made_by="staff", reason="late_payment"),)


def _planned_again(life: Life, loan: Loan, unpaid: Instalment, at: datetime) -> tuple[Record, ...]:
    """A new plan, of which an instalment is asked for already."""
    plan = life.add(
        Plan(
            plan_id=life.ref("PL"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            version=max(each.version for each in life.all(Plan) if each.loan_id == loan.loan_id) + 1,
            made_at=at,
            made_by="staff",
            reason="due_date_change",
        )
    )
    due_on = day_in(at, life.zone) + timedelta(days=life.rng.randint(1, 12))
    asked = Instalment(
        instalment_id=life.ref("I"),
        borrower_id=loan.borrower_id,
        loan_id=loan.loan_id,
        plan_id=plan.plan_id,
        number=unpaid.number,
        due_on=due_on,
        principal=unpaid.principal,
        interest=unpaid.interest,
        fees=ZERO,
        currency=loan.currency,
        status="overdue" if due_on < day_in(life.now, life.zone) else "billed",
    )
    return plan, life.add(asked)
