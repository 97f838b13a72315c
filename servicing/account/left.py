"""What is left of each instalment of a loan: principal, and the interest and fees that are not booked yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from servicing.diagnosis.views.loan import LoanView
from servicing.ledger.records import Instalment, Posting

NOTHING = Decimal(0)
# What lowers or raises the principal of the instalment that it names; a disbursement names none.
ON_PRINCIPAL = ("repayment", "refund", "adjustment", "waiver")


@dataclass(frozen=True)
class Left:
    """An instalment that is not paid: what the plan still asks of it beyond what is booked, in the loan's currency."""

    instalment: Instalment
    principal: Decimal
    unbilled_interest: Decimal
    unbilled_fees: Decimal
    billed_interest: Decimal


def left_of(loan: LoanView) -> Sequence[Left]:
    """The instalments in force with something left of them, in the order in which they fall due."""
    rows = sorted(loan.instalments_in_force, key=lambda each: (each.due_on, each.number))
    found = [_left(loan, each) for each in rows if each.status != "paid"]
    return [each for each in found if each.principal or each.unbilled_interest or each.unbilled_fees]


def plan_fits(loan: LoanView, left: Sequence[Left]) -> bool:
    """Whether the plan asks for exactly the principal that is owed; if not, something has overtaken it."""
    return sum((each.principal for each in left), NOTHING) == loan.principal_owed.amount


def penalties_on(loan: LoanView, instalment: Instalment) -> tuple[Posting, ...]:
    """The penalties that are booked on an instalment, waived or not."""
    return tuple(
        each for each in loan.postings if each.kind == "penalty" and each.instalment_id == instalment.instalment_id
    )


def _left(loan: LoanView, instalment: Instalment) -> Left:
    booked = [each for each in loan.postings if each.instalment_id == instalment.instalment_id]
    interest = sum((each.interest for each in booked if each.kind == "interest"), NOTHING)
    fees = sum((each.fees for each in booked if each.kind == "fee"), NOTHING)
    moved = sum((each.principal for each in booked if each.kind in ON_PRINCIPAL), NOTHING)
    return Left(
        instalment=instalment,
        principal=max(NOTHING, instalment.principal + moved),
        unbilled_interest=max(NOTHING, instalment.interest - interest),
        unbilled_fees=max(NOTHING, instalment.fees - fees),
        billed_interest=interest,
    )
