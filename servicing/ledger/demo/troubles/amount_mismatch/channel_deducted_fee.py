"""A payment of which the bank kept a fee, or a loan that reached the borrower less a fee."""

from datetime import timedelta
from decimal import Decimal

from servicing.ledger.demo.anew import pay_again, recent_payments, some_money
from servicing.ledger.demo.borrowing_anew import draw_and_pay_out
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.stopping import BY_HAND, leave_unpaid

# The money of earlier moves is not looked for any more.
DAYS = 43


def strike(life: Life) -> Harm:
    """One of the last payments, or the payout of a new loan, was short by the fee that the channel kept."""
    return _of_a_payout(life) if life.rng.random() < 0.3 else _of_a_payment(life)


def near_miss(life: Life) -> None:
    """The channel took a fee, and the lender bore it: all that was debited is credited."""
    paid = life.rng.choice(recent_payments(life, DAYS))
    life.change(paid.record, fee=some_money(life, 1, 15))


def _of_a_payment(life: Life) -> Harm:
    """The bank kept a fee of a payment; its instalment is short by just that."""
    made = life.rng.choice(recent_payments(life, DAYS))
    earlier = made.instruction.made_at - timedelta(minutes=life.rng.randint(0, 1500))
    paid = pay_again(life, made, life.world.clear_of_incidents(earlier), life.rng.choice(BY_HAND))
    fee = min(some_money(life, 1, 15), (-paid.posting.principal / 4).quantize(Decimal("0.01")))
    record = life.change(paid.record, fee=fee)
    less = {"amount": paid.posting.amount + fee, "principal": paid.posting.principal + fee}
    posting = life.change(paid.posting, **less)
    leave_unpaid(life, paid.instalment)
    return Harm(posting.loan_id, (record, posting))


def _of_a_payout(life: Life) -> Harm:
    """The channel kept its fee of a loan drawn lately, all of which is owed."""
    drawn = draw_and_pay_out(life, life.ago(25 * 24, 4))
    fee = some_money(life, 1, 15)
    record = life.change(drawn.payout, fee=fee, amount=drawn.payout.amount - fee)
    return Harm(drawn.loan.loan_id, (drawn.loan, record))
