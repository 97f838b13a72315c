"""A deduction that could not be taken in full for want of money, or over the card's limit."""

from dataclasses import replace
from datetime import timedelta

from servicing.ledger.demo.debits import run_of
from servicing.ledger.demo.life import Harm, Life, Paid
from servicing.ledger.demo.paying import ZERO, pay_last_at, unpost
from servicing.ledger.demo.stopping import first_try, leave_unpaid, refuse
from servicing.ledger.records import DebitRun

WHY = ("insufficient_funds", "insufficient_funds", "card_limit")


def strike(life: Life) -> Harm:
    """The latest deduction was refused, once or twice, or took a part only; some have another run ahead of them."""
    paid = pay_last_at(life, life.ago(19 * 24, 1), "auto_debit")
    short = life.rng.choice((_refused, _refused, _refused_twice, _in_part))(life, paid, life.rng.choice(WHY))
    leave_unpaid(life, life.get(type(paid.instalment), paid.instalment.instalment_id))
    if life.rng.random() < 0.3:
        _run_again_later(life, paid, short[-1])
    return Harm(paid.instalment.instalment_id, short)


def _refused(life: Life, paid: Paid, code: str) -> tuple[DebitRun, ...]:
    run = run_of(life, paid)
    unpost(life, paid)
    refuse(life, paid, code)
    return (life.change(run, state="failed", taken=ZERO, failure_code=code),)


def _refused_twice(life: Life, paid: Paid, code: str) -> tuple[DebitRun, ...]:
    before = timedelta(minutes=life.rng.randint(60, 300))
    instruction, record = first_try(life, paid, before)
    first = _run_before(life, run_of(life, paid), before, instruction.instruction_id)
    life.change(record, state="failed", failure_code=code)
    life.change(instruction, state="failed", failure_code=code)
    return life.change(first, state="failed", taken=ZERO, failure_code=code), *_refused(life, paid, code)


def _in_part(life: Life, paid: Paid, code: str) -> tuple[DebitRun, ...]:
    part = (paid.record.amount * life.rng.randint(1, 9) / 10).quantize(paid.record.amount)
    life.change(paid.record, amount=part)
    if paid.settlement:
        life.change(paid.settlement, amount=part)
    life.change(paid.posting, amount=-part, principal=-part, interest=ZERO)
    return (life.change(run_of(life, paid), state="partial", taken=part, failure_code=code),)


def _run_again_later(life: Life, paid: Paid, short: DebitRun) -> None:
    """Another run is scheduled, for what is left."""
    waiting = replace(
        short,
        run_id=life.ref("DR"),
        scheduled_at=life.now + timedelta(hours=life.rng.randint(1, 40)),
        ran_at=None,
        state="scheduled",
        asked=short.asked - short.taken,
        taken=ZERO,
        failure_code=None,
        instruction_id=None,
    )
    life.add(waiting)


def _run_before(life: Life, run: DebitRun, before: timedelta, instruction_id: str) -> DebitRun:
    ran_at = (run.ran_at or run.scheduled_at) - before
    earlier = replace(
        run,
        run_id=life.ref("DR"),
        scheduled_at=run.scheduled_at - before,
        ran_at=ran_at,
        instruction_id=instruction_id,
    )
    return life.add(earlier)


def near_miss(life: Life) -> None:
    """The first run of the day was refused; one some hours later took the whole."""
    paid = pay_last_at(life, life.ago(19 * 24, 2), "auto_debit")
    before, code = timedelta(minutes=life.rng.randint(60, 300)), life.rng.choice(WHY)
    instruction, record = first_try(life, paid, before)
    first = _run_before(life, run_of(life, paid), before, instruction.instruction_id)
    life.change(first, state="failed", taken=ZERO, failure_code=code)
    life.change(record, state="failed", failure_code=code)
    life.change(instruction, state="failed", failure_code=code)
