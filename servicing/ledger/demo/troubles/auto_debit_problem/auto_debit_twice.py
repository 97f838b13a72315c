"""Two deductions for the same instalment on the same day."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay, pay_last_at


def strike(life: Life) -> Harm:
    """The latest instalment was deducted and, an hour and a half later, once more; the second is not booked yet."""
    at = life.now - timedelta(hours=26)
    paid = pay_last_at(life, at, "auto_debit")
    life.drop(pay(life, paid.instalment, at + timedelta(minutes=90), "auto_debit"))
    return Harm(paid.instalment.instalment_id)
