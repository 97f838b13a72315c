"""A quote that lapsed before the borrower came back to it, or paid."""

from datetime import timedelta

from servicing.ledger.demo.closing import (
    close,
    interest_since_last_entry,
    owed_at,
    pay_off,
    since_last_entry,
)
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, post
from servicing.ledger.demo.quotes import HOLDS, quote_of
from servicing.ledger.records import Loan, PaymentInstruction, SettlementQuote

# A quote that lapsed earlier explains nothing that a borrower sees now.
DAYS = 28


def strike(life: Life) -> Harm:
    """Nothing was paid and no quote holds now; or another one does; or the quoted amount was paid too late."""
    return life.rng.choice((_lapsed, _asked_again, _paid_too_late))(life)


def near_miss(life: Life) -> None:
    """The quoted amount was paid some hours later, while the quote held."""
    loan = life.open_loan
    at = since_last_entry(life, loan, least_hours=30)
    post(life, loan, "interest", (ZERO, interest_since_last_entry(life, loan, at)), at - timedelta(minutes=20))
    quote_of(life, loan, at, owed_at(life, loan, at))
    close(life, loan, at + timedelta(minutes=life.rng.randint(5, 20 * 60)))


def _lapsed(life: Life) -> Harm:
    loan = life.open_loan
    return Harm(loan.loan_id, (_quote(life, loan, least_hours=26),))


def _asked_again(life: Life) -> Harm:
    """Today's quote is another one, by the interest since."""
    loan = life.open_loan
    lapsed = _quote(life, loan, least_hours=50)
    at = life.ago(20, 1)
    amount = owed_at(life, loan, at) + interest_since_last_entry(life, loan, at)
    return Harm(loan.loan_id, (lapsed, quote_of(life, loan, at, amount)))


def _paid_too_late(life: Life) -> Harm:
    """The old amount was paid a day or more after the quote had lapsed, so the interest since is left."""
    loan = life.open_loan
    at = since_last_entry(life, loan, least_hours=74)
    quoted = quote_of(life, loan, at, owed_at(life, loan, at) + interest_since_last_entry(life, loan, at))
    paid_at = life.ago((life.now - at - HOLDS) / timedelta(hours=1) - 24, 1)
    interest = interest_since_last_entry(life, loan, paid_at)
    post(life, loan, "interest", (ZERO, interest), paid_at - timedelta(minutes=5))
    left = owed_at(life, loan, paid_at) - quoted.amount
    paid = pay_off(life, loan, paid_at, short=left)
    return Harm(loan.loan_id, (quoted, life.get(PaymentInstruction, str(paid.instruction_id))))


def _quote(life: Life, loan: Loan, least_hours: float) -> SettlementQuote:
    at = life.ago(DAYS * 24, least_hours)
    return quote_of(life, loan, at, owed_at(life, loan, at) + interest_since_last_entry(life, loan, at))
