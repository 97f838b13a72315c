"""A deduction from the old card, after the borrower had set a new one."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import account_of, pay_last_at
from servicing.ledger.records import Mandate


def strike(life: Life) -> Harm:
    """A new card was set six days before the latest deduction, which still took the money from the old one."""
    paid = pay_last_at(life, life.now - timedelta(hours=30), "auto_debit")
    life.add(
        Mandate(
            mandate_id=life.ref("M"),
            borrower_id=life.borrower.borrower_id,
            account_ending=f"{(int(account_of(life)) + 1234) % 10000:04d}",
            state="active",
            signed_at=life.now - timedelta(days=7),
            ended_at=None,
            ended_by=None,
        )
    )
    return Harm(paid.instalment.instalment_id)
