"""A limit that is stopped while a change of the account is not confirmed; the line itself stays open."""

from datetime import datetime, timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.line_life import DOUBTS, doubt, lately, later, let_go, lower, put_back, set_aside
from servicing.ledger.demo.paying import ZERO
from servicing.ledger.demo.showing import limit_shown
from servicing.ledger.fields import Record
from servicing.ledger.records import ContactPoint, Hold, LimitDecision

REASON = "security"


def strike(life: Life) -> Harm:
    """A new phone number, device or identity, or an unusual sign-in: limit is held, lowered, or cannot be used."""
    at = lately(life, most_days=60)
    noticed = doubt(life, life.rng.choice(DOUBTS), at)
    if noticed.kind == "phone_changed":
        life.change(life.one(ContactPoint), ending=f"{life.rng.randint(0, 9999):04d}", changed_at=at)
    proof = _came_to(life, at)
    return Harm(life.line.line_id, (noticed, *proof))


def _came_to(life: Life, at: datetime) -> tuple[Record, ...]:
    how = life.rng.choice(("held", "lowered", "stopped"))
    if how == "held":
        return (_held(life, at),)
    if how == "lowered":
        return (_lowered(life, at),)
    life.change(limit_shown(life), amount=ZERO)
    return ()


def _held(life: Life, at: datetime) -> Hold:
    """All that can be drawn is held."""
    return set_aside(life, max(limit_shown(life).amount, ZERO), REASON, at + timedelta(minutes=1))


def _lowered(life: Life, at: datetime) -> LimitDecision:
    return life.change(lower(life, at + timedelta(minutes=1), REASON), ends_at=None)


def near_miss(life: Life) -> None:
    """The same, and the borrower confirmed that it was them: the limit is what it was."""
    at = lately(life, most_days=60, least_hours=72)
    noticed = doubt(life, life.rng.choice(DOUBTS), at)
    if life.rng.random() < 0.5:
        let_go(life, _held(life, at))
    else:
        put_back(life, _lowered(life, at))
    life.change(noticed, resolved_at=later(life, at))
