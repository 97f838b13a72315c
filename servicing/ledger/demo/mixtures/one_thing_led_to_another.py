"""An incident held up a deduction; that brought a penalty, and a late day in the credit report."""

from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from servicing.ledger.demo.debits import run_of
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, pay_last_at, post
from servicing.ledger.records import BureauReport

PENALTY = Decimal("1.37")


def strike(life: Life) -> Harm:
    """The latest deduction was due as the incident began, ran the day after, and what follows a late day followed."""
    scheduled = life.world.debit_incident.started_at + timedelta(minutes=30)
    ran = scheduled + timedelta(hours=30)
    paid = pay_last_at(life, ran, "auto_debit")
    run = life.change(run_of(life, paid), scheduled_at=scheduled)
    due_on = scheduled.astimezone(ZoneInfo(life.borrower.time_zone)).date()
    instalment = life.change(paid.instalment, due_on=due_on)
    charged = post(life, life.open_loan, "penalty", (ZERO, ZERO), ran - timedelta(hours=4), instalment)
    penalty = life.change(charged, amount=PENALTY, fees=PENALTY, reason="late_payment")
    report = life.add(
        BureauReport(
            report_id=life.ref("BR"),
            borrower_id=life.borrower.borrower_id,
            loan_id=instalment.loan_id,
            month=due_on.replace(day=1),
            reported_at=ran + timedelta(hours=10),
            standing="late",
            days_late=1,
        )
    )
    return Harm(instalment.instalment_id, (run, penalty, report))
