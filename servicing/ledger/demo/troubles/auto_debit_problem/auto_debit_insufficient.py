"""A deduction that the bank refused for want of money."""

from datetime import timedelta

from servicing.ledger.demo.debits import run_of
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, pay_last_at, unpost


def strike(life: Life) -> Harm:
    """The latest deduction was refused last night, and none has been made since."""
    paid = pay_last_at(life, life.now - timedelta(hours=14), "auto_debit")
    unpost(life, paid)
    life.change(run_of(life, paid), state="failed", taken=ZERO, failure_code="insufficient_funds")
    life.change(paid.record, state="failed", failure_code="insufficient_funds")
    life.change(paid.instruction, state="failed", failure_code="insufficient_funds")
    return Harm(paid.instalment.instalment_id)
