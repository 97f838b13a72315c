"""A payment that the lender took and then failed to carry out, in the middle of an incident."""

from datetime import datetime, timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.demo.stopping import AT_ONCE, pay_and_stop, refund


def strike(life: Life) -> Harm:
    """The latest payment failed or got stuck; the money was taken, was taken and given back, or was never taken."""
    paid, incident = pay_and_stop(life, _inside(life), life.rng.choice(AT_ONCE)), life.world.payments_incident
    if life.rng.random() < 0.5:
        code = life.rng.choice(("other", None))
        paid_by = life.change(paid.instruction, state="failed", failure_code=code)
    else:
        paid_by = paid.instruction
    money_is = life.rng.choice(("taken", "taken", "back", "never_taken"))
    if money_is == "never_taken":
        life.drop(paid.record)
        return Harm(paid_by.instruction_id, (paid_by, incident))
    if money_is == "taken":
        return Harm(paid_by.instruction_id, (paid_by, incident, paid.record))
    given_back = refund(life, paid.record, timedelta(hours=6), life.rng.choice(("pending", "success")))
    return Harm(paid_by.instruction_id, (paid_by, incident, paid.record, given_back))


def near_miss(life: Life) -> None:
    """The latest payment was made in the incident, waited for its end, and was booked then."""
    paid, incident = pay_last_at(life, _inside(life), life.rng.choice(AT_ONCE)), life.world.payments_incident
    booked_at = (incident.ended_at or life.now) + timedelta(minutes=life.rng.randint(5, 90))
    life.change(paid.posting, posted_at=booked_at)
    life.change(paid.instruction, state_at=booked_at)


def _inside(life: Life) -> datetime:
    incident = life.world.payments_incident
    lasted = (incident.ended_at or life.now) - incident.started_at
    return incident.started_at + timedelta(minutes=life.rng.randint(2, int(lasted.total_seconds() // 60) - 5))
