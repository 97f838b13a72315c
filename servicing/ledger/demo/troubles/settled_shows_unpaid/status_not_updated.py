"""A loan that was paid off and is still marked as open, or an instalment of it as still to be paid."""

from servicing.ledger.demo.closing import close, pay_off, since_last_entry
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.settling import mark_settled
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.records import Posting


def strike(life: Life) -> Harm:
    """The open loan was settled and nobody marked it, or not all of it; or one of long ago is marked as open."""
    return life.rng.choice((_not_marked, _not_marked, _an_instalment_left, _of_long_ago))(life)


def near_miss(life: Life) -> None:
    """The loan was settled early and marked with all its instalments."""
    close(life, life.open_loan, since_last_entry(life, life.open_loan))


def _not_marked(life: Life) -> Harm:
    loan = life.open_loan
    settlement = pay_off(life, loan, since_last_entry(life, loan))
    show_the_books(life)
    return Harm(loan.loan_id, (settlement, loan))


def _an_instalment_left(life: Life) -> Harm:
    """The loan is marked as settled, and the instalment that would have come next as billed."""
    loan = life.open_loan
    coming = next(each for each in life.instalments(loan) if each.status == "scheduled")
    settlement = pay_off(life, loan, since_last_entry(life, loan))
    marked = mark_settled(life, settlement)
    left = life.change(coming, status="billed")
    show_the_books(life)
    return Harm(loan.loan_id, (settlement, marked, left))


def _of_long_ago(life: Life) -> Harm:
    """The loan that was settled last is marked as open again, as by a careless move of data."""
    loan = life.settled_loan
    last = max((each for each in life.all(Posting) if each.loan_id == loan.loan_id), key=lambda each: each.posted_at)
    return Harm(loan.loan_id, (last, life.change(loan, status="open", settled_at=None)))
