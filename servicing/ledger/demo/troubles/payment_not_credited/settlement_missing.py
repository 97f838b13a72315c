"""A payment that the bank debited days ago and that no settlement file names."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.demo.stopping import AT_ONCE, pay_and_stop, without_instruction
from servicing.ledger.demo.world import file_id_of
from servicing.ledger.records import SettlementFile

# How long ago the debit was: past the channel's windows, over the longest holidays where it rests on them; in days.
OVERDUE = {"bank_transfer": (19, 14), "bill_pay": (19, 14), "quick_pay": (19, 3), "card": (19, 3)}


def strike(life: Life) -> Harm:
    """The latest payment was debited and is neither settled nor posted; some were made at the bank's counter."""
    channel = life.rng.choice(sorted(OVERDUE))
    most, least = OVERDUE[channel]
    paid = pay_and_stop(life, life.ago(most * 24, least * 24), channel)
    if channel == "bank_transfer" and life.rng.random() < 0.5:
        record = life.change(without_instruction(life, paid), channel="counter")
        return Harm(record.record_id, (record,))
    day = paid.record.occurred_at.date()
    file = next(
        (
            each
            for each in life.world.rows()
            if isinstance(each, SettlementFile) and each.file_id == file_id_of(channel, day)
        ),
        None,
    )
    return Harm(paid.instruction.instruction_id, (paid.record, *((file,) if file else ())))


def near_miss(life: Life) -> None:
    """The first file left the latest payment out; a later one named it, and it was booked days after its time."""
    paid = pay_last_at(life, life.ago(15 * 24, 4 * 24), life.rng.choice(AT_ONCE))
    late = timedelta(hours=life.rng.randint(50, 90))
    life.change(paid.posting, posted_at=paid.posting.posted_at + late)
