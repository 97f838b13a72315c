"""A borrower who takes the total over all loans for the debt of the loan that is settled."""

from datetime import datetime
from decimal import Decimal

from servicing.ledger.demo.closing import close, owed_at, since_last_entry
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO
from servicing.ledger.records import Loan, ShownBalance


def strike(life: Life) -> Harm:
    """The first page shows what is owed on all loans together: that is the other ones, then and now."""
    loan = life.settled_loan
    shown = _show_the_total(life, life.ago(60, 0.1))
    last = max(life.postings(loan), key=lambda each: each.posted_at)
    others = [each for each in life.open_loans if owed_at(life, each, life.now) > 0]
    return Harm(loan.loan_id, (loan, last, shown, *others))


def near_miss(life: Life) -> None:
    """Every loan is settled, and the total is zero."""
    for loan in life.open_loans:
        close(life, loan, since_last_entry(life, loan))
    _show_the_total(life, life.now)


def _show_the_total(life: Life, as_of: datetime) -> ShownBalance:
    owed: Decimal = sum((owed_at(life, each, as_of) for each in life.all(Loan)), ZERO)
    return life.add(
        ShownBalance(
            shown_id=life.ref("S"),
            borrower_id=life.borrower.borrower_id,
            loan_id=None,
            line_id=life.line.line_id,
            what="owed",
            amount=owed,
            currency=life.line.currency,
            as_of=as_of,
            shown_at=life.now,
        )
    )
