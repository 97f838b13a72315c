"""A loan that is settled while the borrower's screen shows data from before that."""

from datetime import datetime, timedelta
from decimal import Decimal

from servicing.ledger.demo.closing import close, owed_at, pay_off, since_last_entry
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO
from servicing.ledger.demo.settling import mark_settled
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.records import Loan, ShownBalance


def strike(life: Life) -> Harm:
    """The loan's own page is old, or the first page with the total over all loans is."""
    loan = life.open_loan
    at = since_last_entry(life, loan, least_hours=0.5)
    as_of = at - (at - max(each.posted_at for each in life.postings(loan))) * life.rng.uniform(0.01, 0.6)
    owed, whole = owed_at(life, loan, as_of), _owed_on_the_line(life, as_of)
    settlement = pay_off(life, loan, at)
    mark_settled(life, settlement)
    show_the_books(life)
    own = life.rng.random() < 0.6
    shown = _shown(life, loan) if own else _total(life, _shown(life, loan))
    old = life.change(shown, amount=owed if own else whole, as_of=as_of.replace(microsecond=0))
    return Harm(loan.loan_id, (settlement, old))


def near_miss(life: Life) -> None:
    """The screen is some hours old, and the settlement is older."""
    loan = life.open_loan
    settlement = close(life, loan, since_last_entry(life, loan, least_hours=6))
    as_of = settlement.posted_at + timedelta(minutes=life.rng.randint(1, 240))
    life.change(_shown(life, loan), as_of=as_of, amount=ZERO)


def _shown(life: Life, loan: Loan) -> ShownBalance:
    return next(each for each in life.all(ShownBalance) if each.loan_id == loan.loan_id and each.what == "owed")


def _total(life: Life, shown: ShownBalance) -> ShownBalance:
    """A total over all loans of the line, in the likeness of what is shown of one."""
    return life.add(
        ShownBalance(
            shown_id=life.ref("S"),
            borrower_id=shown.borrower_id,
            loan_id=None,
            line_id=life.line.line_id,
            what="owed",
            amount=shown.amount,
            currency=shown.currency,
            as_of=shown.as_of,
            shown_at=shown.shown_at,
        )
    )


def _owed_on_the_line(life: Life, at: datetime) -> Decimal:
    return sum((owed_at(life, each, at) for each in life.all(Loan)), ZERO)
