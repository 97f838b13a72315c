"""A payment of which the bank kept a fee."""

from datetime import timedelta
from decimal import Decimal

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at

FEE = Decimal("5.00")


def strike(life: Life) -> Harm:
    """The bank kept five yuan of the latest transfer; the instalment is short by just that."""
    paid = pay_last_at(life, life.now - timedelta(hours=27))
    life.change(paid.record, fee=FEE)
    life.change(paid.posting, amount=paid.posting.amount + FEE, principal=paid.posting.principal + FEE)
    return Harm(life.change(paid.instalment, status="billed").loan_id)
