"""A payment that is booked while the borrower's screen shows older data."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life, Paid
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.demo.stopping import AT_ONCE
from servicing.ledger.records import ShownBalance


def strike(life: Life) -> Harm:
    """The latest payment was posted; what was shown of its loan since then is older than that."""
    paid = pay_last_at(life, life.ago(60, 0.5), life.rng.choice(AT_ONCE))
    data_of = paid.posting.posted_at - timedelta(minutes=life.rng.randint(2, 900))
    shown = life.change(_without(life, paid), as_of=data_of)
    return Harm(paid.instruction.instruction_id, (paid.posting, shown))


def near_miss(life: Life) -> None:
    """The borrower has not looked since before the payment: the screen could not show it."""
    paid = pay_last_at(life, life.ago(60, 0.5), life.rng.choice(AT_ONCE))
    looked_at = paid.posting.posted_at - timedelta(minutes=life.rng.randint(2, 900))
    life.change(_without(life, paid), as_of=looked_at, shown_at=looked_at)


def _without(life: Life, paid: Paid) -> ShownBalance:
    """What the screen shows of the payment's loan, as if it had not been made."""
    shown = next(each for each in life.all(ShownBalance) if each.loan_id == paid.posting.loan_id)
    owed = sum(each.amount for each in life.postings(life.open_loan))
    return life.change(shown, amount=owed - paid.posting.amount)
