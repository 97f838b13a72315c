"""A repayment that is booked while its limit waits for release."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.records import Hold


def strike(life: Life) -> Harm:
    """The latest repayment was booked this morning; its limit is released by tomorrow."""
    paid = pay_last_at(life, life.now - timedelta(hours=5), "quick_pay")
    life.add(
        Hold(
            hold_id=life.ref("H"),
            borrower_id=life.borrower.borrower_id,
            kind="limit_release",
            line_id=life.line.line_id,
            instruction_id=None,
            posting_id=paid.posting.posting_id,
            amount=-paid.posting.principal,
            currency=paid.posting.currency,
            reason="repaid",
            placed_at=paid.posting.posted_at,
            due_at=life.now + timedelta(hours=19),
            released_at=None,
        )
    )
    show_the_books(life)
    return Harm(life.line.line_id)
