"""A payment that is booked while the borrower's screen shows yesterday's data."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.records import ShownBalance


def strike(life: Life) -> Harm:
    """The latest payment was posted two hours ago; the screen is older than that."""
    paid = pay_last_at(life, life.now - timedelta(hours=4), "quick_pay")
    for shown in life.all(ShownBalance):
        if shown.loan_id == life.open_loan.loan_id:
            owed = shown.amount - paid.posting.amount
            life.change(shown, as_of=life.now - timedelta(hours=9), amount=owed)
    return Harm(paid.instruction.instruction_id)
