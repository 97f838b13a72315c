"""A deduction that stood still in an incident and ran hours after its time."""

from datetime import timedelta

from servicing.ledger.demo.debits import run_of
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at


def strike(life: Life) -> Harm:
    """The latest deduction was due at the start of the incident and ran an hour after its end."""
    incident = life.world.debit_incident
    paid = pay_last_at(life, (incident.ended_at or life.now) + timedelta(hours=1), "auto_debit")
    life.change(run_of(life, paid), scheduled_at=incident.started_at + timedelta(minutes=30))
    return Harm(paid.instalment.instalment_id)
