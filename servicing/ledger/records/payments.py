"""A payment's way: instructed by the borrower, debited by a channel, in its settlement file, posted to the loan."""

from datetime import date, datetime
from typing import Annotated, Literal

from servicing.ledger.fields import Amount, Currency, Own, OwnedBy, Record, Says, To

PostingKind = Literal["disbursement", "interest", "fee", "penalty", "repayment", "refund", "adjustment", "waiver"]
Purpose = Literal["instalment", "early_repayment", "settlement", "auto_debit"]


class PaymentInstruction(Record, table="payment_instructions"):
    """What the borrower asked the lender to take, and how far that came on the lender's side."""

    instruction_id: Own
    borrower_id: OwnedBy
    loan_id: Annotated[str | None, To("loans"), Says("absent when the borrower named none")]
    instalment_id: Annotated[str | None, To("instalments")]
    purpose: Purpose
    channel: Annotated[str, Says("channel code, the key of the posting windows")]
    amount: Amount
    currency: Currency
    made_at: Annotated[datetime, Says("when the borrower's client sent it")]
    acknowledged_at: Annotated[datetime | None, Says("when the lender's server took it; absent: it never arrived")]
    verified_at: Annotated[datetime | None, Says("when the second factor was completed")]
    expires_at: Annotated[datetime | None, Says("when it lapses unless verified")]
    state: Literal["attempted", "awaiting_verification", "queued", "accepted", "expired", "failed", "done"]
    state_at: datetime
    failure_code: Annotated[str | None, Says("why it failed, in the contract's words")]


class ChannelRecord(Record, table="channel_records"):
    """What a bank or payment channel says it moved; its own reference is the key."""

    record_id: Own
    borrower_id: OwnedBy
    instruction_id: Annotated[str | None, To("payment_instructions"), Says("absent for a payment made elsewhere")]
    loan_id: Annotated[str | None, To("loans"), Says("for a payout: the loan paid out")]
    kind: Literal["debit", "refund", "payout"]
    channel: Annotated[str, Says("channel code")]
    state: Literal["pending", "success", "failed", "returned"]
    amount: Annotated[Amount, Says("what left or reached the borrower's account")]
    fee: Annotated[Amount, Says("what the channel kept of it")]
    currency: Currency
    occurred_at: datetime
    account_ending: Annotated[str | None, Says("last four digits of the borrower's account")]
    payee: Annotated[str, Says("`lender`, `borrower` for a payout, or the last four characters of another account")]
    failure_code: Annotated[
        str | None,
        Says(
            "`insufficient_funds`, `card_limit`, `card_closed`, `card_lost`, `account_frozen`, "
            "`account_mismatch`, `other`"
        ),
    ]


class SettlementFile(Record, table="settlement_files", optional=True):
    """A channel's daily list of what it settles with the lender."""

    file_id: Own
    channel: str
    covers_on: Annotated[date, Says("the channel's business day")]
    received_at: datetime


class SettlementLine(Record, table="settlement_lines", optional=True):
    """A payment in a settlement file."""

    settlement_line_id: Own
    borrower_id: OwnedBy
    file_id: Annotated[str, To("settlement_files")]
    record_id: Annotated[str, To("channel_records")]
    amount: Amount
    currency: Currency


class Posting(Record, table="postings"):
    """One line of the books of a loan; added, never changed. What is owed is the sum of all of them."""

    posting_id: Own
    borrower_id: OwnedBy
    loan_id: Annotated[str, To("loans")]
    instalment_id: Annotated[str | None, To("instalments"), Says("the instalment that it pays or belongs to")]
    instruction_id: Annotated[str | None, To("payment_instructions")]
    record_id: Annotated[str | None, To("channel_records")]
    kind: PostingKind
    amount: Annotated[Amount, Says("positive: the borrower owes more; negative: less. Always the sum of its parts")]
    principal: Annotated[Amount, Says("the part of `amount` that is principal")]
    interest: Annotated[Amount, Says("the part that is interest")]
    fees: Annotated[Amount, Says("the part that is fees and penalties")]
    currency: Currency
    value_at: Annotated[datetime, Says("from when it counts")]
    posted_at: Annotated[datetime, Says("when it was written; never before it happened")]
    made_by: Literal["system", "staff"]
    reason: Annotated[str | None, Says("reason code; for fees, penalties, adjustments and waivers")]
