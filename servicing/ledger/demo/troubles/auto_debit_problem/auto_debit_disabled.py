"""An instalment that nothing deducted, because the permission to deduct had ended or was not there yet."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.mandates import Ended, by_hand_from, end_mandates
from servicing.ledger.demo.paying import pay_last_at, unpay
from servicing.ledger.demo.stopping import AT_ONCE, fall_due, leave_unpaid
from servicing.ledger.fields import Record
from servicing.ledger.records import Instalment, Mandate

ENDS: tuple[tuple[Ended, str | None], ...] = (
    ("cancelled", "borrower"),
    ("cancelled", "bank"),
    ("cancelled", "lender"),
    ("expired", None),
)


def strike(life: Life) -> Harm:
    """The mandate had ended, or was set only afterwards; the latest instalment is unpaid, or was paid days too late."""
    instalment = _left_to_the_deduction(life)
    day_began = _start_of_day(life, instalment)
    if day_began < life.now - timedelta(days=2) and life.rng.random() < 0.3:
        _set_only_after(life, day_began)
        return Harm(instalment.instalment_id, _what_became_of(life, instalment))
    state, ended_by = life.rng.choice(ENDS)
    ended = end_mandates(life, _before(life, day_began), state, ended_by)
    return Harm(instalment.instalment_id, (ended, *_what_became_of(life, instalment)))


def near_miss(life: Life) -> None:
    """The mandate had ended, and the borrower paid the latest instalment by hand on its day."""
    paid = pay_last_at(life, life.ago(19 * 24, 6), life.rng.choice(AT_ONCE))
    state, ended_by = life.rng.choice(ENDS)
    end_mandates(life, _before(life, paid.instruction.made_at), state, ended_by)


def _left_to_the_deduction(life: Life) -> Instalment:
    """The latest instalment with a day of the last weeks, on which nobody paid it."""
    if life.rng.random() < 0.3:
        paid = pay_last_at(life, life.ago(15 * 24, 6), life.rng.choice(AT_ONCE))
        return fall_due(life, paid.instalment, paid.instruction.made_at - timedelta(days=life.rng.randint(1, 4)))
    instalment = fall_due(life, unpay(life), life.now - timedelta(days=life.rng.randint(0, 19)))
    return leave_unpaid(life, instalment)


def _what_became_of(life: Life, instalment: Instalment) -> tuple[Record, ...]:
    """The payment that came too late, or the instalment as it stands open."""
    paid = [each for each in life.postings(life.open_loan) if each.instalment_id == instalment.instalment_id]
    late = [each for each in paid if each.kind == "repayment"]
    return tuple(late) or (instalment,)


def _set_only_after(life: Life, moment: datetime) -> None:
    """There was no permission before: what was deducted until then was paid by hand."""
    by_hand_from(life, life.line.opened_at)
    mandate = life.one(Mandate)
    life.drop(*(each for each in life.all(Mandate) if each != mandate))
    life.change(mandate, state="active", signed_at=moment + timedelta(hours=30), ended_at=None, ended_by=None)


def _start_of_day(life: Life, instalment: Instalment) -> datetime:
    """When the instalment's day begins, as the borrower counts."""
    zone = ZoneInfo(life.borrower.time_zone)
    return datetime.combine(instalment.due_on, time(), tzinfo=zone).astimezone(life.now.tzinfo)


def _before(life: Life, moment: datetime) -> datetime:
    """Some time in the weeks before a moment."""
    return moment - timedelta(hours=life.rng.randint(1, 20 * 24))
