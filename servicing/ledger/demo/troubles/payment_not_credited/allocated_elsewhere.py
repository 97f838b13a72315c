"""A payment that went to an older instalment, because something older was still open."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at, undo


def strike(life: Life) -> Harm:
    """The instalment before the latest was never paid; the latest payment was booked to it."""
    older = life.payments(life.open_loan)[-2]
    paid = pay_last_at(life, life.now - timedelta(hours=21), "quick_pay")
    undo(life, older)
    life.change(older.instalment, status="paid")
    life.change(paid.posting, instalment_id=older.instalment.instalment_id)
    life.change(paid.instalment, status="billed")
    return Harm(paid.instruction.instruction_id)
