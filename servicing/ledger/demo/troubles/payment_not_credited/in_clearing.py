"""A payment that a channel has debited and that the lender has not received yet."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.demo.stopping import pay_and_stop, without_instruction

# How long ago the debit may have been for its channel to be still at it, in hours.
UNDER_WAY = {"bank_transfer": (22, 2), "quick_pay": (0.7, 0.1), "card": (0.7, 0.1), "bill_pay": (44, 5)}


def strike(life: Life) -> Harm:
    """The latest payment is on its way, through any channel; some were made at the bank's counter."""
    if life.rng.random() < 0.2:
        return _at_the_counter(life)
    channel = life.rng.choice(sorted(UNDER_WAY))
    paid = pay_and_stop(life, life.ago(*UNDER_WAY[channel]), channel)
    return Harm(paid.instruction.instruction_id, (paid.record,))


def _at_the_counter(life: Life) -> Harm:
    record = without_instruction(life, pay_and_stop(life, life.ago(66, 4), "bank_transfer"))
    return Harm(record.record_id, (life.change(record, channel="counter"),))


def near_miss(life: Life) -> None:
    """The latest transfer took nearly the whole of its time, and was posted a few minutes ago."""
    paid = pay_last_at(life, life.ago(22, 4), "bank_transfer")
    life.change(paid.posting, posted_at=life.now - timedelta(minutes=life.rng.randint(1, 60)))
