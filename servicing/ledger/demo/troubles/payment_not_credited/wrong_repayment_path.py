"""An early repayment made where the due instalment should have been paid."""

from datetime import timedelta
from decimal import Decimal

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, debit, instruct, pay_last_at, post, settle
from servicing.ledger.demo.stopping import AT_ONCE, BY_HAND, fall_due, leave_unpaid
from servicing.ledger.records import Loan


def strike(life: Life) -> Harm:
    """The latest payment went to the principal of its loan, or of another one; the instalment stays due."""
    paid = pay_last_at(life, life.ago(19 * 24, 6), life.rng.choice(BY_HAND))
    ahead = timedelta(days=life.rng.randint(0, 8))
    due = leave_unpaid(life, fall_due(life, paid.instalment, min(paid.instruction.made_at + ahead, life.now)))
    loan = life.rng.choice([life.open_loan, *_others(life, -paid.posting.amount)])
    whole = paid.posting.amount
    posting = life.change(paid.posting, loan_id=loan.loan_id, instalment_id=None, principal=whole, interest=ZERO)
    instruction = life.change(paid.instruction, purpose="early_repayment", loan_id=loan.loan_id, instalment_id=None)
    life.change(paid.record, loan_id=loan.loan_id)
    return Harm(instruction.instruction_id, (instruction, posting, due))


def _others(life: Life, at_least: Decimal) -> list[Loan]:
    """The other open loans on which that much principal is left."""
    return [
        each
        for each in life.open_loans
        if each != life.open_loan and sum(posting.principal for posting in life.postings(each)) > at_least
    ]


def near_miss(life: Life) -> None:
    """The due instalment was paid, and on the same day a sum on top of it as an early repayment."""
    paid = pay_last_at(life, life.ago(19 * 24, 6), life.rng.choice(AT_ONCE))
    at = paid.instruction.made_at + timedelta(minutes=life.rng.randint(-60, 60))
    loan = life.open_loan
    left = sum((posting.principal for posting in life.postings(loan)), ZERO)
    record = debit(
        life, instruct(life, loan, (left / 5).quantize(ZERO), at, paid.instruction.channel, "early_repayment")
    )
    settle(life, record)
    post(life, loan, "repayment", (-record.amount, ZERO), at + timedelta(minutes=5), record=record)
