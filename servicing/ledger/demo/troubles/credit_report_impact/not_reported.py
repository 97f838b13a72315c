"""An instalment that was paid late, or is overdue, and of which the credit bureau was told nothing late."""

from datetime import datetime, time, timedelta

from servicing.ledger.demo.anew import pay_again, pay_late, replan
from servicing.ledger.demo.calendar_days import first_of_month, local
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import undo
from servicing.ledger.demo.stopping import leave_unpaid
from servicing.ledger.records import BureauReport, Instalment

MOST_DAYS = 3


def strike(life: Life) -> Harm:
    """Paid a few days late in any month, which was reported as on time, or not reported; or not paid yet."""
    return life.rng.choice((_paid_late, _paid_late, _month_left_out, _not_paid))(life)


def near_miss(life: Life) -> None:
    """The due day was moved in time, and it was paid on the new day, after the old one."""
    loan, last = life.open_loan, life.last_payment
    later = timedelta(days=life.rng.randint(1, MOST_DAYS))
    made_at: datetime = local(last.instalment.due_on - timedelta(days=6), time(11), life.zone)
    replan(life, loan, made_at, ("borrower", "due_date_change"), lambda each: {"due_on": each.due_on + later})
    moved = life.last_payment
    at = local(moved.instalment.due_on, time(12, 20), life.zone)
    pay_again(life, moved, life.world.clear_of_incidents(at), "quick_pay")


def _paid_late(life: Life) -> Harm:
    paid = life.rng.choice(life.payments(life.open_loan))
    late = pay_late(life, paid, life.rng.randint(1, MOST_DAYS))
    return Harm(late.posting.loan_id, (late.instalment, late.posting, *_reports(life, late.instalment)))


def _month_left_out(life: Life) -> Harm:
    """The bureau was told nothing of that month."""
    paid = life.rng.choice(life.payments(life.open_loan))
    late = pay_late(life, paid, life.rng.randint(1, MOST_DAYS))
    life.drop(*_reports(life, late.instalment))
    return Harm(late.posting.loan_id, (late.instalment, late.posting))


def _not_paid(life: Life) -> Harm:
    """The instalment that fell due last."""
    paid = life.last_payment
    undo(life, paid)
    unpaid = leave_unpaid(life, life.get(Instalment, paid.instalment.instalment_id))
    return Harm(unpaid.loan_id, (unpaid, *_reports(life, unpaid)))


def _reports(life: Life, due: Instalment) -> list[BureauReport]:
    """What the bureau was told of the month in which it fell due."""
    month = first_of_month(due.due_on)
    return [each for each in life.all(BureauReport) if (each.loan_id, each.month) == (due.loan_id, month)]
