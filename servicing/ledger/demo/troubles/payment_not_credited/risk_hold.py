"""A payment that risk control is looking at."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at, unpost
from servicing.ledger.records import Hold


def strike(life: Life) -> Harm:
    """The latest payment was held seven hours ago; the review is due tomorrow."""
    paid = pay_last_at(life, life.now - timedelta(hours=7), "quick_pay")
    unpost(life, paid)
    life.add(
        Hold(
            hold_id=life.ref("H"),
            borrower_id=life.borrower.borrower_id,
            kind="payment_review",
            line_id=None,
            instruction_id=paid.instruction.instruction_id,
            posting_id=None,
            amount=paid.record.amount,
            currency=paid.record.currency,
            reason="unusual_payment",
            placed_at=paid.record.occurred_at + timedelta(minutes=1),
            due_at=life.now + timedelta(hours=20),
            released_at=None,
        )
    )
    return Harm(life.change(paid.instruction, state="accepted").instruction_id)
