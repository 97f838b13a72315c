"""A payment that the borrower's bank refused, or took and sent back."""

from dataclasses import replace
from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life, Paid
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.demo.stopping import BY_HAND, first_try, pay_and_stop, refund, refuse
from servicing.ledger.records import ChannelRecord

WHY = ("insufficient_funds", "card_limit", "card_closed", "card_lost", "account_frozen", "account_mismatch", "other")


def strike(life: Life) -> Harm:
    """The latest payment was refused outright, was sent back, or was taken in part before the rest was refused."""
    paid = pay_and_stop(life, life.ago(19 * 24, 0.5), life.rng.choice(BY_HAND))
    refused, shape = refuse(life, paid, life.rng.choice(WHY)), life.rng.random()
    if shape < 0.5:
        return Harm(refused.instruction.instruction_id, (refused.record,))
    if shape < 0.8:
        return Harm(refused.instruction.instruction_id, (life.change(refused.record, state="returned"),))
    return Harm(refused.instruction.instruction_id, _in_two_parts(life, refused))


def _in_two_parts(life: Life, refused: Paid) -> tuple[ChannelRecord, ...]:
    """A part was taken and given back when the rest was refused."""
    part = (refused.record.amount / 3).quantize(refused.record.amount)
    taken = replace(refused.record, record_id=life.ref("C"), state="success", failure_code=None, amount=part)
    rest = life.change(refused.record, amount=refused.record.amount - part)
    return rest, life.add(taken), refund(life, taken, timedelta(minutes=20))


def near_miss(life: Life) -> None:
    """The first try was refused, the next one went through a little later and is booked."""
    paid = pay_last_at(life, life.ago(19 * 24, 6), life.rng.choice(BY_HAND))
    instruction, record = first_try(life, paid, timedelta(minutes=life.rng.randint(3, 300)))
    code = life.rng.choice(WHY)
    life.change(record, state=life.rng.choice(("failed", "returned")), failure_code=code)
    life.change(instruction, state="failed", failure_code=code)
