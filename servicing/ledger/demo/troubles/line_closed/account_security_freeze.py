"""A line that was frozen after a sign-in or a change that nobody has confirmed."""

from datetime import timedelta

from servicing.ledger.demo.deciding import decide, stop_line
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import DOUBTS, doubt, last_event, lately, later, open_again


def strike(life: Life) -> Harm:
    """An unusual sign-in, a new device, phone number or identity; by a decision, an event, or without more."""
    at = lately(life, most_days=45)
    noticed = doubt(life, life.rng.choice(DOUBTS), at)
    how = life.rng.choice(("decision", "reason", "event"))
    if how == "decision":
        stop_line(life, at, "frozen", decision=decide(life, "freeze", at, "security"))
    else:
        stop_line(life, at, "frozen", reason="security" if how == "reason" else None)
    return Harm(life.line.line_id, (noticed, last_event(life)))


def near_miss(life: Life) -> None:
    """The same, and the borrower confirmed that it was them; the line was let go."""
    at = lately(life, most_days=45, least_hours=24)
    noticed = doubt(life, life.rng.choice(DOUBTS), at)
    stop_line(life, at, "frozen", reason="security")
    confirmed_at = later(life, at + timedelta(hours=1), least_hours=2)
    life.change(noticed, resolved_at=confirmed_at)
    open_again(life, confirmed_at + timedelta(minutes=3))
