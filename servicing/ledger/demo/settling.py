"""A loan of the demo lender paid off early, and how the servicing system and the screen take it."""

from datetime import datetime, timedelta

from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import ZERO, debit, instruct, post, settle
from servicing.ledger.demo.world import USUAL_MINUTES
from servicing.ledger.records import Loan, Posting

CHANNEL = "quick_pay"


def settle_early(life: Life, at: datetime) -> Posting:
    """The open loan paid off in one payment and booked; its mark and its instalments are still as they were."""
    loan = life.open_loan
    booked = [each for each in life.all(Posting) if each.loan_id == loan.loan_id]
    principal, interest = sum((each.principal for each in booked), ZERO), sum((each.interest for each in booked), ZERO)
    instruction = instruct(life, loan, principal + interest, at, CHANNEL, "settlement")
    record = debit(life, instruction)
    settle(life, record)
    booked_at = at + timedelta(minutes=USUAL_MINUTES[CHANNEL])
    return post(life, loan, "repayment", (-principal, -interest), booked_at, record=record)


def mark_settled(life: Life, settlement: Posting) -> Loan:
    """Mark the loan of a settlement, and every instalment of it, as done with."""
    loan = next(each for each in life.all(Loan) if each.loan_id == settlement.loan_id)
    for instalment in life.instalments(loan):
        life.change(instalment, status="paid")
    return life.change(loan, status="settled", settled_at=settlement.posted_at)
