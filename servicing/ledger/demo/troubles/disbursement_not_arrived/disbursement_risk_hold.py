"""A loan whose payout risk control is looking at."""

from datetime import datetime, timedelta

from servicing.ledger.demo.drawing import Drawn
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying_out import arrive, draw_some, repay_since
from servicing.ledger.records import Hold


def strike(life: Life) -> Harm:
    """A loan was drawn and is held before or after its payout was sent off; the review is due, late, or undated."""
    drawn = draw_some(life, life.ago(72, 0.2), life.rng.choice(("quick_pay", "bank_transfer")))
    if life.rng.random() < 0.7:
        life.drop(drawn.payout)
    late = drawn.loan.drawn_at + timedelta(minutes=9)
    due_at = life.rng.choice((life.now + timedelta(hours=9), late, None))
    return Harm(drawn.loan.loan_id, (_hold(life, drawn, due_at),))


def near_miss(life: Life) -> None:
    """The payout was held and looked at; it was released, and the money arrived."""
    drawn = draw_some(life, life.ago(72, 6), life.rng.choice(("quick_pay", "bank_transfer")))
    held = _hold(life, drawn, drawn.loan.drawn_at + timedelta(hours=24))
    released_at = drawn.loan.drawn_at + timedelta(minutes=life.rng.randint(5, 200))
    life.change(held, released_at=released_at)
    arrive(life, drawn, released_at + timedelta(minutes=2))
    repay_since(life)


def _hold(life: Life, drawn: Drawn, due_at: datetime | None) -> Hold:
    return life.add(
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
            due_at=due_at,
            released_at=None,
        )
    )
