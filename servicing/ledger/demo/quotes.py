"""Early-settlement quotes in the demo lender's books."""

from datetime import datetime, timedelta
from decimal import Decimal

from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import ZERO
from servicing.ledger.records import Posting, SettlementQuote

HOLDS = timedelta(days=1)


def quote(life: Life, made_at: datetime, on_top: Decimal) -> SettlementQuote:
    """A quote for the open loan that holds for a day: what the books ask for, and something on top."""
    loan = life.open_loan
    owed = sum((each.amount for each in life.all(Posting) if each.loan_id == loan.loan_id), ZERO)
    return life.add(
        SettlementQuote(
            quote_id=life.ref("Q"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            amount=owed + on_top,
            currency=loan.currency,
            made_at=made_at,
            valid_until=made_at + HOLDS,
        )
    )
