"""An instalment paid twice within the hour; the second payment is set aside."""

from dataclasses import replace
from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.records import Hold

MOMENTS = ("made_at", "acknowledged_at", "verified_at", "expires_at", "state_at")


def strike(life: Life) -> Harm:
    """The latest payment was booked; ten minutes later the same came again and is held."""
    paid, later = pay_last_at(life, life.now - timedelta(hours=23), "quick_pay"), timedelta(minutes=10)
    again = life.add(
        replace(
            paid.instruction,
            instruction_id=life.ref("P"),
            state="accepted",
            **{moment: getattr(paid.instruction, moment) + later for moment in MOMENTS},
        )
    )
    record = life.add(
        replace(
            paid.record,
            record_id=life.ref("C"),
            instruction_id=again.instruction_id,
            occurred_at=paid.record.occurred_at + later,
        )
    )
    life.add(
        Hold(
            hold_id=life.ref("H"),
            borrower_id=life.borrower.borrower_id,
            kind="payment_review",
            line_id=None,
            instruction_id=again.instruction_id,
            posting_id=None,
            amount=record.amount,
            currency=record.currency,
            reason="duplicate_payment",
            placed_at=record.occurred_at + timedelta(minutes=1),
            due_at=life.now + timedelta(hours=25),
            released_at=None,
        )
    )
    return Harm(again.instruction_id)
