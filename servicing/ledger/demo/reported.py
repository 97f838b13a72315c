"""The months of a demo loan that the credit bureau was told of, with the payment that each speaks of."""

from servicing.ledger.demo.calendar_days import first_of_month
from servicing.ledger.demo.life import Life, Paid
from servicing.ledger.records import BureauReport, Loan


def reported(life: Life, loan: Loan) -> list[tuple[BureauReport, Paid]]:
    """Each report with the payment of the instalment that fell due in its month, in order of time."""
    due_in = {first_of_month(each.instalment.due_on): each for each in life.payments(loan)}
    reports = sorted(
        (each for each in life.all(BureauReport) if each.loan_id == loan.loan_id), key=lambda each: each.month
    )
    return [(each, due_in[each.month]) for each in reports if each.month in due_in]


def some_reported(life: Life, loan: Loan) -> tuple[BureauReport, Paid]:
    """One of them."""
    return life.rng.choice(reported(life, loan))
