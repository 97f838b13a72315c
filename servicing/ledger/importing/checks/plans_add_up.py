"""The principal of the instalments of a loan's first plan adds up to what was lent; a later plan may ask for less."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.staging import Staged

# A later version replaces what was still to come: how much of the principal that is depends on what was repaid early.
FIRST = """
    SELECT plan.plan_id, plan.line, loan.loan_id, loan.principal, instalment.line, instalment.principal
    FROM plans AS plan JOIN loans AS loan ON loan.loan_id = plan.loan_id
    LEFT JOIN instalments AS instalment ON instalment.plan_id = plan.plan_id
    WHERE plan.version = 1
    ORDER BY plan.line, loan.line"""


def faults(staged: Staged) -> Iterator[Fault]:
    """Each first plan whose instalments come to something else."""
    for (plan, line, loan, lent), rows in groupby(staged.ask(FIRST), key=itemgetter(0, 1, 2, 3)):
        parts = [principal for *_, at, principal in rows if at is not None]
        if lent is None or None in parts:
            continue
        together = sum(map(Decimal, parts), Decimal(0))
        if together != Decimal(lent):
            sentence = f"is {plan!r}: its instalments' principal adds up to {together}, and loan {loan!r} lent {lent}"
            yield staged.fault("plans", line, "plan_id", sentence)
