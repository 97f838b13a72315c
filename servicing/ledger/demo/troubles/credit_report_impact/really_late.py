"""A month that was reported late because its instalment was paid late, or still is not paid."""

from datetime import time, timedelta

from servicing.ledger.demo.anew import pay_again, pay_late
from servicing.ledger.demo.calendar_days import day_in, local
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import undo
from servicing.ledger.demo.reported import reported, some_reported
from servicing.ledger.demo.stopping import leave_unpaid
from servicing.ledger.records import Instalment

MOST_DAYS = 20


def strike(life: Life) -> Harm:
    """Paid some days late in any month, and reported so; or not paid at all since the last report."""
    return _not_paid(life) if life.rng.random() < 0.3 else _paid_late(life)


def near_miss(life: Life) -> None:
    """Paid in the last minutes of the due day, as the borrower counts, and written on the next one."""
    _, paid = some_reported(life, life.open_loan)
    at = local(paid.instalment.due_on, time(23, life.rng.randint(50, 58)), life.zone)
    again = pay_again(life, paid, at, "quick_pay")
    written = at + timedelta(minutes=life.rng.randint(11, 90))
    life.change(again.posting, value_at=written, posted_at=written)


def _paid_late(life: Life) -> Harm:
    report, paid = some_reported(life, life.open_loan)
    least = (day_in(report.reported_at, life.zone) - paid.instalment.due_on).days - 1
    days = life.rng.randint(1, min(MOST_DAYS, least))
    late = pay_late(life, paid, days)
    wrong = life.change(report, standing="late", days_late=days)
    return Harm(report.loan_id, (wrong, late.instalment, late.posting))


def _not_paid(life: Life) -> Harm:
    """The instalment of the last report, and those after it, are overdue."""
    report, first = reported(life, life.open_loan)[-1]
    for paid in life.payments(life.open_loan):
        if paid.instalment.due_on >= first.instalment.due_on:
            undo(life, paid)
            leave_unpaid(life, life.get(Instalment, paid.instalment.instalment_id))
    days = (day_in(report.reported_at, life.zone) - first.instalment.due_on).days
    late = life.change(report, standing="late", days_late=days)
    return Harm(late.loan_id, (late, life.get(Instalment, first.instalment.instalment_id)))
