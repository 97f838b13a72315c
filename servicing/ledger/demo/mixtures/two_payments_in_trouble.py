"""Two payments that are not there, each for a reason of its own: the borrower has to say which one they mean."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at, unpost


def strike(life: Life) -> Harm:
    """The payment before the latest was refused by the bank three weeks ago; the latest is still in clearing."""
    older = life.payments(life.open_loan)[-2]
    paid = pay_last_at(life, life.now - timedelta(hours=15))
    unpost(life, paid)
    life.change(paid.instruction, state="accepted")
    unpost(life, older)
    refused_at = life.now - timedelta(days=21)
    life.change(older.instalment, due_on=refused_at.date(), status="overdue")
    life.change(older.record, state="failed", failure_code="card_limit", occurred_at=refused_at, channel="card")
    life.change(
        older.instruction,
        state="failed",
        failure_code="card_limit",
        channel="card",
        made_at=refused_at - timedelta(minutes=1),
        state_at=refused_at,
    )
    return Harm(paid.instruction.instruction_id)
