"""A month that was reported late although its instalment was paid on its day."""

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.records import BureauReport


def strike(life: Life) -> Harm:
    """The last report on the open loan says six days late."""
    loan = life.open_loan
    last = [each for each in life.all(BureauReport) if each.loan_id == loan.loan_id][-1]
    life.change(last, standing="late", days_late=6)
    return Harm(loan.loan_id)
