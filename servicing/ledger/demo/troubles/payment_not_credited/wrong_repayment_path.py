"""An early repayment made where the due instalment should have been paid."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at


def strike(life: Life) -> Harm:
    """The latest payment went to the principal as an early repayment; the instalment stays due."""
    paid = pay_last_at(life, life.now - timedelta(hours=20), "quick_pay")
    whole = paid.posting.amount
    life.change(paid.posting, instalment_id=None, principal=whole, interest=whole - whole)
    life.change(paid.instalment, status="billed")
    return Harm(life.change(paid.instruction, purpose="early_repayment", instalment_id=None).instruction_id)
