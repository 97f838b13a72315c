"""A loan of the demo lender paid off early, and how the servicing system and the screen take it."""

from datetime import datetime, timedelta

from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import USUAL_MINUTES, ZERO, account_of, post, settle
from servicing.ledger.records import ChannelRecord, Loan, PaymentInstruction, Posting

CHANNEL = "quick_pay"


def settle_early(life: Life, at: datetime) -> Posting:
    """The open loan paid off in one payment and booked; its mark and its instalments are still as they were."""
    loan = life.open_loan
    booked = [each for each in life.all(Posting) if each.loan_id == loan.loan_id]
    principal, interest = sum((each.principal for each in booked), ZERO), sum((each.interest for each in booked), ZERO)
    instruction = life.add(
        PaymentInstruction(
            instruction_id=life.ref("P"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            instalment_id=None,
            purpose="settlement",
            channel=CHANNEL,
            amount=principal + interest,
            currency=loan.currency,
            made_at=at,
            acknowledged_at=at + timedelta(seconds=1),
            verified_at=at + timedelta(seconds=40),
            expires_at=at + timedelta(minutes=15),
            state="done",
            state_at=at + timedelta(minutes=2),
            failure_code=None,
        )
    )
    record = _debited(life, instruction)
    settle(life, record)
    booked_at = at + timedelta(minutes=USUAL_MINUTES[CHANNEL])
    return post(life, loan, "repayment", (-principal, -interest), booked_at, record=record)


def _debited(life: Life, instruction: PaymentInstruction) -> ChannelRecord:
    return life.add(
        ChannelRecord(
            record_id=life.ref("C"),
            borrower_id=instruction.borrower_id,
            instruction_id=instruction.instruction_id,
            loan_id=instruction.loan_id,
            kind="debit",
            channel=instruction.channel,
            state="success",
            amount=instruction.amount,
            fee=ZERO,
            currency=instruction.currency,
            occurred_at=instruction.made_at + timedelta(minutes=1),
            account_ending=account_of(life),
            payee="lender",
            failure_code=None,
        )
    )


def mark_settled(life: Life, settlement: Posting) -> Loan:
    """Mark the loan of a settlement, and every instalment of it, as done with."""
    loan = next(each for each in life.all(Loan) if each.loan_id == settlement.loan_id)
    for instalment in life.instalments(loan):
        life.change(instalment, status="paid")
    return life.change(loan, status="settled", settled_at=settlement.posted_at)
