"""Loans drawn on a line: their instalment plans, quotes, mandates, debit runs and what the credit bureau was told."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from servicing.ledger.fields import Amount, Currency, Own, OwnedBy, Record, Says, To


class Loan(Record, table="loans"):
    """One drawing on a line; its `status` is what the servicing system says, which the postings may contradict."""

    loan_id: Own
    borrower_id: OwnedBy
    line_id: Annotated[str, To("credit_lines")]
    principal: Amount
    currency: Currency
    annual_rate: Annotated[Decimal, Says("nominal interest in percent a year")]
    drawn_at: Annotated[datetime, Says("when the borrower drew it; interest runs from here")]
    status: Literal["pending", "open", "settled", "failed"]
    settled_at: datetime | None


class Plan(Record, table="plans"):
    """A version of a loan's instalment plan; the highest version is in force."""

    plan_id: Own
    borrower_id: OwnedBy
    loan_id: Annotated[str, To("loans")]
    version: int
    made_at: datetime
    made_by: Literal["system", "borrower", "staff"]
    reason: Annotated[str, Says("reason code, such as `drawn`, `early_repayment`, `rate_change`, `due_date_change`")]


class Instalment(Record, table="instalments"):
    """What is due on a day; its `status` is what the servicing system says."""

    instalment_id: Own
    borrower_id: OwnedBy
    loan_id: Annotated[str, To("loans")]
    plan_id: Annotated[str, To("plans")]
    number: Annotated[int, Says("1 for the first of the plan")]
    due_on: Annotated[date, Says("in the borrower's zone; on time until that day ends")]
    principal: Amount
    interest: Amount
    fees: Amount
    currency: Currency
    status: Literal["scheduled", "billed", "paid", "overdue"]


class SettlementQuote(Record, table="settlement_quotes", optional=True):
    """What it takes to pay a loan off early, and until when that figure holds."""

    quote_id: Own
    borrower_id: OwnedBy
    loan_id: Annotated[str, To("loans")]
    amount: Amount
    currency: Currency
    made_at: datetime
    valid_until: datetime


class ReserveDraw(Record, table="reserve_draws", optional=True):
    """A drawing from the reserve fund, and where it was counted."""

    draw_id: Own
    borrower_id: OwnedBy
    loan_id: Annotated[str | None, To("loans"), Says("the loan whose bill or quote it touches")]
    amount: Amount
    currency: Currency
    drawn_at: datetime
    counted_in: Literal["bill", "quote", "nowhere"]


class Mandate(Record, table="mandates", optional=True):
    """The borrower's permission to deduct instalments from an account."""

    mandate_id: Own
    borrower_id: OwnedBy
    account_ending: Annotated[str, Says("last four digits of the source account")]
    state: Literal["active", "cancelled", "expired"]
    signed_at: datetime
    ended_at: datetime | None
    ended_by: Annotated[str | None, Says("`borrower`, `bank` or `lender`")]


class DebitRun(Record, table="debit_runs", optional=True):
    """One attempt to deduct an instalment under a mandate."""

    run_id: Own
    borrower_id: OwnedBy
    loan_id: Annotated[str, To("loans")]
    instalment_id: Annotated[str, To("instalments")]
    mandate_id: Annotated[str | None, To("mandates")]
    scheduled_at: datetime
    ran_at: Annotated[datetime | None, Says("absent while it has not run")]
    state: Literal["scheduled", "succeeded", "partial", "failed", "skipped"]
    asked: Annotated[Amount, Says("what was to be deducted")]
    taken: Annotated[Amount, Says("what was deducted")]
    currency: Currency
    failure_code: Annotated[str | None, Says("the bank's return code in the contract's words")]
    instruction_id: Annotated[str | None, To("payment_instructions"), Says("the payment that it became")]


class BureauReport(Record, table="bureau_reports", optional=True):
    """What the credit bureau was told of a loan for a month."""

    report_id: Own
    borrower_id: OwnedBy
    loan_id: Annotated[str, To("loans")]
    month: Annotated[date, Says("first day of the month reported")]
    reported_at: datetime
    standing: Literal["on_time", "late", "settled"]
    days_late: int
