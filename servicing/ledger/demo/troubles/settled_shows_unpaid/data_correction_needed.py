"""A settled loan of which some old rows contradict each other, as after a careless move to a new system."""

from dataclasses import replace
from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life, Paid
from servicing.ledger.fields import Record


def strike(life: Life) -> Harm:
    """One payment of the settled loan, or the loan's own row, is spoiled in one of several ways."""
    loan = life.settled_loan
    ways = (_booked_twice, _parts, _before_it_was_drawn, _other_loan, _other_currency, _no_plan, _ended)
    return Harm(loan.loan_id, life.rng.choice(ways)(life, life.rng.choice(life.payments(loan))))


def near_miss(life: Life) -> None:
    """The bank's clock was a few minutes behind the lender's, or staff booked an old payment by hand."""
    paid = life.payments(life.settled_loan)[0]
    if life.rng.random() < 0.5:
        life.change(paid.record, occurred_at=paid.instruction.made_at - timedelta(minutes=life.rng.randint(1, 8)))
    else:
        life.change(paid.posting, made_by="staff", reason="booked_by_hand")


def _booked_twice(life: Life, paid: Paid) -> tuple[Record, ...]:
    """The same payment is in the books twice, so more was credited than was ever owed."""
    later = paid.posting.posted_at + timedelta(minutes=1)
    return paid.posting, life.add(replace(paid.posting, posting_id=life.ref("R"), posted_at=later))


def _parts(life: Life, paid: Paid) -> tuple[Record, ...]:
    """Its interest went missing, and its amount did not."""
    return (life.change(paid.posting, interest=paid.posting.interest + paid.posting.principal),)


def _before_it_was_drawn(life: Life, paid: Paid) -> tuple[Record, ...]:
    """It bears a date of before the loan."""
    drawn_at = life.settled_loan.drawn_at
    early = drawn_at - timedelta(days=life.rng.randint(30, 300))
    return life.change(paid.posting, value_at=early, posted_at=early), life.settled_loan


def _other_loan(life: Life, paid: Paid) -> tuple[Record, ...]:
    """It is booked to an instalment of the open loan."""
    other = life.instalments(life.open_loan)[0]
    return life.change(paid.posting, instalment_id=other.instalment_id), other


def _other_currency(life: Life, paid: Paid) -> tuple[Record, ...]:
    """It stands in another currency."""
    other = "USD" if paid.posting.currency != "USD" else "EUR"
    return life.change(paid.posting, currency=other), life.settled_loan


def _no_plan(life: Life, paid: Paid) -> tuple[Record, ...]:
    """Its instalment names a plan that is gone."""
    return (life.change(paid.instalment, plan_id=life.ref("PL")),)


def _ended(life: Life, paid: Paid) -> tuple[Record, ...]:
    """The loan was marked as settled before it was drawn."""
    loan = life.settled_loan
    return (life.change(loan, settled_at=loan.drawn_at - timedelta(days=1)),)
