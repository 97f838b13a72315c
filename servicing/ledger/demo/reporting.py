"""What the credit bureau is told each month of a demo borrower's loan, and what the borrower's screen shows."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Literal

from servicing.ledger.demo.calendar_days import day_in, first_of_month, local, months_after
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import ZERO
from servicing.ledger.records import BureauReport, Loan, Posting, ShownBalance

REPORTED_AT = time(3)
REPORTED_ON_DAY = timedelta(days=4)
SHOWN_BEFORE = timedelta(minutes=5)


def report(life: Life, loan: Loan, due_days: list[date]) -> None:
    """A report on the fifth for each month before, in which an instalment fell due or the loan was settled."""
    settled = first_of_month(day_in(loan.settled_at, life.zone)) if loan.settled_at else None
    months = {first_of_month(each) for each in due_days if settled is None or first_of_month(each) <= settled}
    for month in sorted(months | ({settled} if settled else set())):
        _report(life, loan, month, "settled" if month == settled else "on_time")


def _report(life: Life, loan: Loan, month: date, standing: Literal["on_time", "settled"]) -> None:
    reported_at = local(months_after(month, 1) + REPORTED_ON_DAY, REPORTED_AT, life.zone)
    if reported_at < life.now:
        life.add(
            BureauReport(
                report_id=life.ref("BR"),
                borrower_id=loan.borrower_id,
                loan_id=loan.loan_id,
                month=month,
                reported_at=reported_at,
                standing=standing,
                days_late=0,
            )
        )


def show(life: Life) -> None:
    """What the screen last showed: the truth of some minutes ago."""
    owed = {loan.loan_id: ZERO for loan in life.all(Loan)}
    drawn = ZERO
    for each in life.all(Posting):
        owed[each.loan_id] += each.amount
        drawn += each.principal
    for loan_id, amount in owed.items():
        _show(life, "owed", amount, loan_id=loan_id)
    _show(life, "available_limit", life.line.total_limit - drawn, line_id=life.line.line_id)


def _show(
    life: Life,
    what: Literal["owed", "available_limit"],
    amount: Decimal,
    *,
    loan_id: str | None = None,
    line_id: str | None = None,
) -> None:
    shown_at = life.now - SHOWN_BEFORE
    life.add(
        ShownBalance(
            shown_id=life.ref("S"),
            borrower_id=life.borrower.borrower_id,
            loan_id=loan_id,
            line_id=line_id,
            what=what,
            amount=amount,
            currency=life.line.currency,
            as_of=shown_at,
            shown_at=shown_at,
        )
    )
