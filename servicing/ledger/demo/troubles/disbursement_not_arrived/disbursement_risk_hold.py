"""A loan whose payout risk control is looking at."""

from datetime import timedelta

from servicing.ledger.demo.drawing import draw_at
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.records import Hold


def strike(life: Life) -> Harm:
    """A loan was drawn five hours ago; nothing was sent off, the review is due tonight."""
    drawn = draw_at(life, life.now - timedelta(hours=5))
    life.drop(drawn.payout)
    life.add(
        Hold(
            hold_id=life.ref("H"),
            borrower_id=drawn.loan.borrower_id,
            kind="payment_review",
            line_id=drawn.loan.line_id,
            instruction_id=None,
            posting_id=None,
            amount=drawn.loan.principal,
            currency=drawn.loan.currency,
            reason="payout_review",
            placed_at=drawn.loan.drawn_at + timedelta(minutes=1),
            due_at=life.now + timedelta(hours=9),
            released_at=None,
        )
    )
    return Harm(drawn.loan.loan_id)
