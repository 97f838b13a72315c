"""A month that was reported late because its instalment was paid late."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.records import BureauReport

DAYS_LATE = 9


def strike(life: Life) -> Harm:
    """The instalment of the last month reported had fallen due nine days before it was paid."""
    loan = life.open_loan
    last = [each for each in life.all(BureauReport) if each.loan_id == loan.loan_id][-1]
    paid = next(each for each in life.instalments(loan) if each.due_on.replace(day=1) == last.month)
    life.change(paid, due_on=paid.due_on - timedelta(days=DAYS_LATE))
    life.change(last, standing="late", days_late=DAYS_LATE)
    return Harm(loan.loan_id)
