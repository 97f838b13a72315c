"""A loan drawn lately at the demo lender that reached the borrower, with its plan; nothing of it is due yet."""

from datetime import datetime, timedelta

from servicing.ledger.demo.calendar_days import day_in, months_after
from servicing.ledger.demo.drawing import Drawn, draw_at, first_plan
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import ZERO, post
from servicing.ledger.demo.reporting import SHOWN_BEFORE
from servicing.ledger.demo.schedules import equal_principal
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.records import Instalment, Loan, ShownBalance

MONTHS = 3


def draw_and_pay_out(life: Life, at: datetime) -> Drawn:
    """One more loan, drawn at that time, paid out two minutes later and booked, with a plan of three months."""
    drawn = draw_at(life, at, life.rng.choice(("quick_pay", "bank_transfer")))
    loan = life.change(drawn.loan, status="open")
    payout = life.change(drawn.payout, state="success")
    post(life, loan, "disbursement", (loan.principal, ZERO), payout.occurred_at + timedelta(minutes=1), record=payout)
    _plan(life, loan)
    _show(life, loan)
    return Drawn(loan, payout)


def _plan(life: Life, loan: Loan) -> None:
    plan = first_plan(life, loan)
    drawn_on = day_in(loan.drawn_at, life.zone)
    for number, (principal, interest) in enumerate(equal_principal(loan.principal, loan.annual_rate, MONTHS), start=1):
        life.add(
            Instalment(
                instalment_id=life.ref("I"),
                borrower_id=loan.borrower_id,
                loan_id=loan.loan_id,
                plan_id=plan.plan_id,
                number=number,
                due_on=months_after(drawn_on, number),
                principal=principal,
                interest=interest,
                fees=ZERO,
                currency=loan.currency,
                status="scheduled",
            )
        )


def _show(life: Life, loan: Loan) -> None:
    shown_at = life.now - SHOWN_BEFORE
    life.add(
        ShownBalance(
            shown_id=life.ref("S"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            line_id=None,
            what="owed",
            amount=loan.principal,
            currency=loan.currency,
            as_of=shown_at,
            shown_at=shown_at,
        )
    )
    show_the_books(life)
