"""A deduction that ran hours after its time, in an incident or for no reason that is known, or has still not run."""

from datetime import datetime, timedelta

from servicing.ledger.demo.debits import run_of
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, pay_last_at, undo
from servicing.ledger.demo.stopping import fall_due, leave_unpaid


def strike(life: Life) -> Harm:
    """The latest deduction stood still in an incident, was simply late, or was never started."""
    return life.rng.choice((_in_an_incident, _late, _never_ran))(life)


def _in_an_incident(life: Life) -> Harm:
    incident = life.world.debit_incident
    ended = incident.ended_at or life.now
    scheduled = incident.started_at + timedelta(minutes=life.rng.randint(5, 200))
    harm = _ran_at(life, scheduled, ended + timedelta(minutes=life.rng.randint(5, 240)))
    return Harm(harm.subject, (*harm.proof, incident))


def _late(life: Life) -> Harm:
    ran = life.ago(19 * 24, 2)
    return _ran_at(life, ran - timedelta(minutes=life.rng.randint(130, 1500)), ran)


def _ran_at(life: Life, scheduled: datetime, ran: datetime) -> Harm:
    """The run that became the latest payment was scheduled long before it ran; its instalment was due that day."""
    paid = pay_last_at(life, ran, "auto_debit")
    run = life.change(run_of(life, paid), scheduled_at=scheduled)
    fall_due(life, paid.instalment, scheduled)
    return Harm(paid.instalment.instalment_id, (run, paid.posting))


def _never_ran(life: Life) -> Harm:
    paid = pay_last_at(life, life.ago(19 * 24, 2.5), "auto_debit")
    run = run_of(life, paid)
    undo(life, paid)
    waiting = life.add(run)
    waiting = life.change(waiting, ran_at=None, state="scheduled", taken=ZERO, instruction_id=None)
    return Harm(leave_unpaid(life, paid.instalment).instalment_id, (waiting,))


def near_miss(life: Life) -> None:
    """The latest deduction ran an hour or so after its time, which it may; or was skipped, for it had been paid."""
    ran = life.ago(19 * 24, 2)
    paid = pay_last_at(life, ran, "auto_debit")
    run = life.change(run_of(life, paid), scheduled_at=ran - timedelta(minutes=life.rng.randint(20, 118)))
    if life.rng.random() < 0.5:
        life.change(paid.instruction, purpose="instalment", channel="quick_pay")
        life.change(paid.record, channel="quick_pay")
        life.change(
            run,
            scheduled_at=ran + timedelta(minutes=life.rng.randint(5, 60)),
            ran_at=None,
            state="skipped",
            taken=ZERO,
            instruction_id=None,
        )
