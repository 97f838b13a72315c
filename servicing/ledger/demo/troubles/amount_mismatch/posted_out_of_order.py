"""A part repaid early that was written into the ledger only after the next bill had been cut."""

from datetime import datetime, timedelta

from servicing.ledger.demo.anew import pay_again
from servicing.ledger.demo.life import Harm, Life, Paid
from servicing.ledger.demo.paying import ZERO, debit, instruct, post, settle
from servicing.ledger.demo.schedules import CENT, month_of_interest, rounded
from servicing.ledger.records import ChannelRecord, Loan, Posting

SLOW = ("bank_transfer", "bill_pay", "counter")
# How long before and after the bill the repayment was made and written, in minutes.
BEFORE, AFTER = (10, 20 * 60), (5, 20 * 60)


def strike(life: Life) -> Harm:
    """The bill of one of the last two instalments leaves it out; it was put right since, or not yet."""
    paid = life.rng.choice(life.payments(life.open_loan)[-2:])
    billed = _bill_of(life, paid)
    record, late = _repay_a_part(life, life.open_loan, billed)
    proof = (record, late, billed, paid.instalment)
    if life.rng.random() < 0.4:
        return Harm(late.loan_id, (*proof, _put_right(life, paid, late)))
    return Harm(late.loan_id, proof)


def near_miss(life: Life) -> None:
    """An instalment was paid ahead and written after its bill was cut: the bill asks for no less because of that."""
    paid = life.rng.choice(life.payments(life.open_loan)[-2:])
    billed = _bill_of(life, paid)
    again = pay_again(life, paid, _before(life, billed), "bank_transfer")
    life.change(again.posting, posted_at=_after(life, billed))


def _bill_of(life: Life, paid: Paid) -> Posting:
    wanted = ("interest", paid.instalment.instalment_id)
    return next(each for each in life.postings(life.open_loan) if (each.kind, each.instalment_id) == wanted)


def _before(life: Life, billed: Posting) -> datetime:
    return billed.posted_at - timedelta(minutes=life.rng.randint(*BEFORE) + 1)


def _after(life: Life, billed: Posting) -> datetime:
    return billed.posted_at + timedelta(minutes=life.rng.randint(*AFTER))


def _repay_a_part(life: Life, loan: Loan, billed: Posting) -> tuple[ChannelRecord, Posting]:
    left = sum((each.principal for each in life.postings(loan)), ZERO)
    part = rounded(left * life.rng.randint(5, 25) / 100)
    instruction = instruct(life, loan, part, _before(life, billed), life.rng.choice(SLOW), "early_repayment")
    record = debit(life, instruction)
    settle(life, record)
    written = post(life, loan, "repayment", (-part, ZERO), _after(life, billed), record=record)
    return record, life.change(written, value_at=record.occurred_at)


def _put_right(life: Life, paid: Paid, late: Posting) -> Posting:
    """The interest of a month on that part was taken off again."""
    since = late.posted_at
    at = since + (life.now - since) * life.rng.uniform(0.1, 0.9)
    too_much = max(CENT, month_of_interest(-late.principal, life.open_loan.annual_rate))
    off = min(too_much, paid.instalment.interest)
    row = post(life, life.open_loan, "waiver", (ZERO, -off), at.replace(second=0, microsecond=0), paid.instalment)
    return life.change(row, kind=life.rng.choice(("waiver", "adjustment")), reason="posted_out_of_order")
