"""A loan whose payout never came about."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying_out import draw_some, pay_out_again, put_in_the_books, repay_since

WHY = ("card_closed", "card_lost", "account_frozen", "account_mismatch", "other", None)


def strike(life: Life) -> Harm:
    """A loan was drawn; the bank would not take the money, or it was never sent off. Some are booked all the same."""
    drawn = draw_some(life, life.ago(30 * 24, 0.2))
    if life.rng.random() < 0.25:
        life.drop(drawn.payout)
        loan = life.change(drawn.loan, status="failed")
        return Harm(loan.loan_id, (loan,))
    failed = life.change(drawn.payout, state="failed", failure_code=life.rng.choice(WHY))
    if life.rng.random() < 0.3:
        booked = put_in_the_books(life, drawn)
        return Harm(drawn.loan.loan_id, (failed, booked))
    return Harm(life.change(drawn.loan, status="failed").loan_id, (failed,))


def near_miss(life: Life) -> None:
    """The first payout failed; the second, an hour later, arrived."""
    drawn = draw_some(life, life.ago(30 * 24, 3))
    life.change(drawn.payout, state="failed", failure_code=life.rng.choice(WHY))
    pay_out_again(life, drawn, timedelta(minutes=life.rng.randint(5, 150)))
    repay_since(life)
