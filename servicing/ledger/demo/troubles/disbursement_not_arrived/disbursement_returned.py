"""A loan whose money the bank sent back."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying_out import (
    draw_some,
    pay_out_again,
    put_in_the_books,
    repay_since,
    take_out_of_the_books,
)

WHY = ("card_closed", "card_closed", "card_lost", "account_frozen", "account_mismatch", "other", None)


def strike(life: Life) -> Harm:
    """A loan was drawn and the money came back; the books still ask for it, or have taken it out again."""
    drawn = draw_some(life, life.ago(40 * 24, 5))
    returned = life.change(drawn.payout, state="returned", failure_code=life.rng.choice(WHY))
    if life.rng.random() < 0.2:
        return Harm(drawn.loan.loan_id, (returned,))
    booked = put_in_the_books(life, drawn)
    if life.rng.random() < 0.7:
        return Harm(drawn.loan.loan_id, (returned, booked))
    return Harm(drawn.loan.loan_id, (returned, booked, take_out_of_the_books(life, booked)))


def near_miss(life: Life) -> None:
    """The first payout came back; another card was set, and the second one arrived."""
    drawn = draw_some(life, life.ago(40 * 24, 30))
    life.change(drawn.payout, state="returned", failure_code=life.rng.choice(WHY))
    pay_out_again(life, drawn, timedelta(minutes=life.rng.randint(60, 1500)))
    repay_since(life)
