"""A borrower who takes the total over all loans for the debt of the loan that is settled."""

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.records import ShownBalance


def strike(life: Life) -> Harm:
    """The first page shows what is owed on all loans together: that is the other loan."""
    shown = next(each for each in life.all(ShownBalance) if each.loan_id == life.open_loan.loan_id)
    life.add(
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
    return Harm(life.settled_loan.loan_id)
