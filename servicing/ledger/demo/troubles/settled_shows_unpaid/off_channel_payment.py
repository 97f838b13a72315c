"""A loan paid off at a bank counter or by bill payment, with nothing that says which loan the money is for."""

from datetime import datetime, timedelta

from servicing.ledger.demo.closing import interest_since_last_entry, owed_at, since_last_entry, tell_the_bureau
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, account_of, post, settle
from servicing.ledger.demo.quotes import quote_of
from servicing.ledger.demo.schedules import CENT
from servicing.ledger.demo.settling import mark_settled
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.records import ChannelRecord, Loan, SettlementLine, SettlementQuote

CHANNELS = ("counter", "bill_pay")


def strike(life: Life) -> Harm:
    """Just what was owed, or what was quoted, was paid there; no entry came of it."""
    loan = life.open_loan
    at = since_last_entry(life, loan)
    quoted = _quote(life, loan, at) if life.rng.random() < 0.4 or _another_owes_as_much(life, loan, at) else None
    record = _pay_elsewhere(life, loan, at, quoted)
    if life.rng.random() < 0.5:
        life.drop(next((each for each in life.all(SettlementLine) if each.record_id == record.record_id), None))
    return Harm(loan.loan_id, (loan, record, *((quoted,) if quoted else ())))


def near_miss(life: Life) -> None:
    """It was linked to the loan by hand, and the loan is settled."""
    loan = life.open_loan
    record = _pay_elsewhere(life, loan, since_last_entry(life, loan, least_hours=24), None)
    principal = sum((each.principal for each in life.postings(loan)), ZERO)
    at = record.occurred_at + timedelta(minutes=life.rng.randint(60, 900))
    posting = post(life, loan, "repayment", (-principal, principal - record.amount), at, record=record)
    linked = life.change(posting, value_at=record.occurred_at, made_by="staff", reason="linked_by_hand")
    mark_settled(life, linked)
    tell_the_bureau(life, linked)
    show_the_books(life)


def _another_owes_as_much(life: Life, loan: Loan, at: datetime) -> bool:
    """Whether the amount alone could not tell which loan was meant."""
    owed = owed_at(life, loan, at)
    return any(owed_at(life, each, at) == owed for each in life.open_loans if each.loan_id != loan.loan_id)


def _quote(life: Life, loan: Loan, at: datetime) -> SettlementQuote:
    """A quote of some hours before, with the interest to the day in it."""
    asked_at = at - timedelta(minutes=life.rng.randint(10, 20 * 60))
    interest = max(CENT, interest_since_last_entry(life, loan, at))
    return quote_of(life, loan, asked_at, owed_at(life, loan, at) + interest)


def _pay_elsewhere(life: Life, loan: Loan, at: datetime, quoted: SettlementQuote | None) -> ChannelRecord:
    record = life.add(
        ChannelRecord(
            record_id=life.ref("C"),
            borrower_id=loan.borrower_id,
            instruction_id=None,
            loan_id=None,
            kind="debit",
            channel=life.rng.choice(CHANNELS),
            state="success",
            amount=quoted.amount if quoted else owed_at(life, loan, at),
            fee=ZERO,
            currency=loan.currency,
            occurred_at=at,
            account_ending=account_of(life),
            payee="lender",
            failure_code=None,
        )
    )
    settle(life, record)
    return record
