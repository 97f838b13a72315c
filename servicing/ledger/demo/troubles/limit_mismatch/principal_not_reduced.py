"""A repayment of which most is interest or fees: the principal, and the limit with it, hardly moves."""

from dataclasses import replace
from decimal import ROUND_DOWN, Decimal

from servicing.ledger.demo.calendar_days import day_in
from servicing.ledger.demo.life import Harm, Life, Paid
from servicing.ledger.demo.line_life import later, repay_last
from servicing.ledger.demo.paying import ZERO, debit, instruct, loan_of, post, settle
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.records import Posting

CENT = Decimal("0.01")


def strike(life: Life) -> Harm:
    """The latest repayment covered the interest, at most a little of the principal, and in some lives a fee."""
    paid = repay_last(life, most_days=4)
    interest = paid.instalment.interest
    principal = life.rng.choice((ZERO, (interest * Decimal("0.4")).quantize(CENT, ROUND_DOWN)))
    posting = _pay_only(life, paid, principal, interest, life.rng.choice((ZERO, ZERO, Decimal(25))))
    life.change(paid.instalment, status="billed")
    show_the_books(life)
    return Harm(life.line.line_id, (posting,))


def _pay_only(life: Life, paid: Paid, principal: Decimal, interest: Decimal, fee: Decimal) -> Posting:
    amount = principal + interest + fee
    for row in (paid.instruction, paid.record, paid.settlement):
        if row:
            life.change(row, amount=amount)
    if fee:
        charged = post(life, loan_of(life, paid.instalment), "fee", (ZERO, ZERO), paid.instruction.made_at, fees=fee)
        life.change(charged, reason="service_fee", instalment_id=paid.instalment.instalment_id)
    return life.change(paid.posting, amount=-amount, principal=-principal, interest=-interest, fees=-fee)


def near_miss(life: Life) -> None:
    """The instalment was paid in two parts: the interest first, and all of the principal later, on its day."""
    paid = repay_last(life, most_days=4, least_hours=8)
    principal, interest = paid.instalment.principal, paid.instalment.interest
    _pay_only(life, paid, ZERO, interest, ZERO)
    loan, at = loan_of(life, paid.instalment), later(life, paid.posting.posted_at, least_hours=1)
    life.change(paid.instalment, due_on=day_in(at, life.zone))
    instruction = instruct(life, loan, principal, at, "quick_pay", "instalment", paid.instalment)
    record = debit(life, instruction)
    settle(life, record)
    posting = post(life, loan, "repayment", (-principal, ZERO), record.occurred_at, paid.instalment, record)
    life.add(replace(posting, value_at=record.occurred_at))
