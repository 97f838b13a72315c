"""Early-settlement quotes in the demo lender's books."""

from datetime import datetime, timedelta
from decimal import Decimal

from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import ZERO
from servicing.ledger.records import Loan, SettlementQuote

HOLDS = timedelta(days=1)


def quote(life: Life, made_at: datetime, on_top: Decimal) -> SettlementQuote:
    """A quote for the open loan that holds for a day: what the books ask for, and something on top."""
    loan = life.open_loan
    return quote_of(life, loan, made_at, sum((each.amount for each in life.postings(loan)), ZERO) + on_top)


def quote_of(life: Life, loan: Loan, made_at: datetime, amount: Decimal) -> SettlementQuote:
    """A quote of that amount for a loan, which holds for a day."""
    return life.add(
        SettlementQuote(
            quote_id=life.ref("Q"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            amount=amount,
            currency=loan.currency,
            made_at=made_at,
            valid_until=made_at + HOLDS,
        )
    )
