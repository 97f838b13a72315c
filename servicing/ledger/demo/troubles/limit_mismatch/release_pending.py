"""A repayment that is booked while its limit waits for release."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life, Paid
from servicing.ledger.demo.line_life import let_go, repay_last
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.records import Hold


def strike(life: Life) -> Harm:
    """The latest repayment was booked in the last days; its limit is due to be released, or should have been."""
    paid = repay_last(life, most_days=4)
    hold = _waiting(life, paid)
    show_the_books(life)
    return Harm(life.line.line_id, (paid.posting, hold))


def _waiting(life: Life, paid: Paid) -> Hold:
    """Not every lender names the repayment, or the time at which it is released."""
    due_at = life.rng.choice((None, paid.posting.posted_at + timedelta(hours=life.rng.randint(1, 48))))
    return life.add(
        Hold(
            hold_id=life.ref("H"),
            borrower_id=life.borrower.borrower_id,
            kind="limit_release",
            line_id=life.line.line_id,
            instruction_id=None,
            posting_id=life.rng.choice((None, paid.posting.posting_id)),
            amount=-paid.posting.principal,
            currency=paid.posting.currency,
            reason="repaid",
            placed_at=paid.posting.posted_at,
            due_at=due_at,
            released_at=None,
        )
    )


def near_miss(life: Life) -> None:
    """The limit waited for some time, and was released."""
    let_go(life, _waiting(life, repay_last(life, most_days=4, least_hours=5)))
