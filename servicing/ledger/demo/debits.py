"""Automatic deductions in the demo lender's books."""

from servicing.ledger.demo.life import Life, Paid
from servicing.ledger.records import DebitRun


def run_of(life: Life, paid: Paid) -> DebitRun:
    """The run that became the payment."""
    return next(each for each in life.all(DebitRun) if each.instruction_id == paid.instruction.instruction_id)
