"""A payment that the lender took and then failed to carry out, in the middle of an incident."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at, unpost


def strike(life: Life) -> Harm:
    """The latest payment was debited during the incident and got stuck on the lender's side."""
    at = life.world.payments_incident.started_at + timedelta(minutes=50)
    paid = pay_last_at(life, at, "quick_pay")
    unpost(life, paid)
    return Harm(life.change(paid.instruction, state="failed", failure_code="other").instruction_id)
