"""A line that was frozen because an instalment on another line of the borrower is overdue."""

from datetime import date, timedelta
from decimal import Decimal

from servicing.ledger.demo.account import open_line
from servicing.ledger.demo.deciding import decide, stop_line
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, post
from servicing.ledger.records import CreditLine, Instalment, Loan, Plan

PURCHASE = Decimal(600)


def strike(life: Life) -> Harm:
    """A purchase on a shop line fell due twelve days ago and was not paid; four days ago the main line was frozen."""
    shop = open_line(life, life.line.opened_at + timedelta(days=90), PURCHASE * 5, product="shop")
    loan = _purchase(life, shop)
    _fell_due(life, loan, life.now.date() - timedelta(days=12))
    at = life.now - timedelta(days=4)
    return Harm(
        stop_line(life, at, "frozen", decision=decide(life, "freeze", at, "overdue", factors="recent_late_payment"))
    )


def _purchase(life: Life, line: CreditLine) -> Loan:
    loan = life.add(
        Loan(
            loan_id=life.ref("N"),
            borrower_id=line.borrower_id,
            line_id=line.line_id,
            principal=PURCHASE,
            currency="CNY",
            annual_rate=ZERO,
            drawn_at=life.now - timedelta(days=45),
            status="open",
            settled_at=None,
        )
    )
    post(life, loan, "disbursement", (PURCHASE, ZERO), loan.drawn_at)
    return loan


def _fell_due(life: Life, loan: Loan, day: date) -> None:
    plan = life.add(
        Plan(
            plan_id=life.ref("PL"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            version=1,
            made_at=loan.drawn_at,
            made_by="system",
            reason="drawn",
        )
    )
    life.add(
        Instalment(
            instalment_id=life.ref("I"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            plan_id=plan.plan_id,
            number=1,
            due_on=day,
            principal=loan.principal,
            interest=ZERO,
            fees=ZERO,
            currency=loan.currency,
            status="overdue",
        )
    )
