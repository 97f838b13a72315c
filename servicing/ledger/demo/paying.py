"""A payment on its whole way through the demo lender's books, and how to take one back out of them."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from servicing.ledger.demo.life import Life, Paid
from servicing.ledger.demo.world import USUAL_MINUTES, file_id_of
from servicing.ledger.records import (
    ChannelRecord,
    DebitRun,
    Instalment,
    Loan,
    Mandate,
    PaymentInstruction,
    Posting,
    SettlementLine,
)
from servicing.ledger.records.payments import PostingKind, Purpose

ZERO = Decimal(0)


def pay(life: Life, instalment: Instalment, at: datetime, channel: str) -> Posting:
    """A payment of an instalment on its whole way, and the instalment marked as paid.

    It counts from the moment at which it was made, however long the channel takes until it is booked.
    """
    loan, amount = loan_of(life, instalment), instalment.principal + instalment.interest + instalment.fees
    automatic = channel == "auto_debit"
    purpose: Purpose = "auto_debit" if automatic else "instalment"
    instruction = instruct(life, loan, amount, at, channel, purpose, instalment)
    if automatic:
        run_for(life, instalment, instruction)
    record = debit(life, instruction)
    settle(life, record)
    life.change(instalment, status="paid")
    parts, booked_at = (-instalment.principal, -instalment.interest), _booked_at(life, record)
    fees, made_at = -instalment.fees, record.occurred_at
    return post(life, loan, "repayment", parts, booked_at, instalment, record, fees=fees, value_at=made_at)


def _booked_at(life: Life, record: ChannelRecord) -> datetime:
    """When the channel and its business days have the debit booked; at the soonest where that is still to come."""
    booked_at = life.world.booked_at(record.channel, record.occurred_at, record.currency)
    soonest = record.occurred_at + timedelta(minutes=USUAL_MINUTES[record.channel])
    return booked_at if booked_at <= life.now else soonest


def instruct(
    life: Life,
    loan: Loan,
    amount: Decimal,
    at: datetime,
    channel: str,
    purpose: Purpose,
    instalment: Instalment | None = None,
) -> PaymentInstruction:
    """What the borrower asked for, verified at once and carried out."""
    return life.add(
        PaymentInstruction(
            instruction_id=life.ref("P"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            instalment_id=instalment.instalment_id if instalment else None,
            purpose=purpose,
            channel=channel,
            amount=amount,
            currency=loan.currency,
            made_at=at,
            acknowledged_at=at + timedelta(seconds=1),
            verified_at=at + timedelta(seconds=40),
            expires_at=at + timedelta(minutes=15),
            state="done",
            state_at=at + timedelta(minutes=2),
            failure_code=None,
        )
    )


def debit(life: Life, instruction: PaymentInstruction) -> ChannelRecord:
    """What the channel took for an instruction, a minute later."""
    return life.add(
        ChannelRecord(
            record_id=life.ref("C"),
            borrower_id=instruction.borrower_id,
            instruction_id=instruction.instruction_id,
            loan_id=instruction.loan_id,
            kind="debit",
            channel=instruction.channel,
            state="success",
            amount=instruction.amount,
            fee=ZERO,
            currency=instruction.currency,
            occurred_at=instruction.made_at + timedelta(minutes=1),
            account_ending=_mandate_at(life, instruction.made_at).account_ending,
            payee="lender",
            failure_code=None,
        )
    )


def settle(life: Life, record: ChannelRecord) -> None:
    """Put a debit into its channel's settlement file, where that file is kept and has come in by now."""
    day = life.world.file_day(record.channel, record.occurred_at, record.currency)
    if life.world.has_file(record.channel, day):
        life.add(
            SettlementLine(
                settlement_line_id=life.ref("SL"),
                borrower_id=record.borrower_id,
                file_id=file_id_of(record.channel, day),
                record_id=record.record_id,
                amount=record.amount,
                currency=record.currency,
            )
        )


def run_for(life: Life, instalment: Instalment, instruction: PaymentInstruction) -> DebitRun:
    """The scheduled deduction behind an instruction: it ran a minute after its time and took all of it."""
    return life.add(
        DebitRun(
            run_id=life.ref("DR"),
            borrower_id=instalment.borrower_id,
            loan_id=instalment.loan_id,
            instalment_id=instalment.instalment_id,
            mandate_id=_mandate_at(life, instruction.made_at).mandate_id,
            scheduled_at=instruction.made_at,
            ran_at=instruction.made_at + timedelta(minutes=1),
            state="succeeded",
            asked=instruction.amount,
            taken=instruction.amount,
            currency=instruction.currency,
            failure_code=None,
            instruction_id=instruction.instruction_id,
        )
    )


def post(
    life: Life,
    loan: Loan,
    kind: PostingKind,
    parts: tuple[Decimal, Decimal],
    at: datetime,
    instalment: Instalment | None = None,
    record: ChannelRecord | None = None,
    fees: Decimal = ZERO,
    value_at: datetime | None = None,
) -> Posting:
    """Book principal, interest and fees: at once what they add up to; it counts from then, or from `value_at`."""
    principal, interest = parts
    return life.add(
        Posting(
            posting_id=life.ref("R"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            instalment_id=instalment.instalment_id if instalment else None,
            instruction_id=record.instruction_id if record else None,
            record_id=record.record_id if record else None,
            kind=kind,
            amount=principal + interest + fees,
            principal=principal,
            interest=interest,
            fees=fees,
            currency=loan.currency,
            value_at=value_at or at,
            posted_at=at,
            made_by="system",
            reason=None,
        )
    )


def loan_of(life: Life, instalment: Instalment) -> Loan:
    """The loan that an instalment belongs to."""
    return life.get(Loan, instalment.loan_id)


def account_of(life: Life) -> str:
    """The last four digits of the borrower's bank account."""
    return life.one(Mandate).account_ending


def _mandate_at(life: Life, at: datetime) -> Mandate:
    """The mandate in force at a moment; the one in force now where none was."""
    then = (
        each for each in life.all(Mandate) if each.signed_at <= at and (each.ended_at is None or each.ended_at > at)
    )
    return next(then, life.one(Mandate))


def unpost(life: Life, paid: Paid) -> None:
    """Take the posting and the settlement of a payment out: its instalment is due again."""
    life.drop(paid.posting, paid.settlement)
    life.change(paid.instalment, status="billed")


def undo(life: Life, paid: Paid) -> None:
    """Take a payment out with every row of its way, the debit run that it came from included."""
    unpost(life, paid)
    runs = [each for each in life.all(DebitRun) if each.instruction_id == paid.instruction.instruction_id]
    life.drop(paid.instruction, paid.record, *runs)


def unpay(life: Life) -> Instalment:
    """Take the latest payment out with every row of its way; the instalment is due again."""
    paid = life.last_payment
    undo(life, paid)
    return next(each for each in life.instalments(life.open_loan) if each.number == paid.instalment.number)


def pay_last_at(life: Life, at: datetime, channel: str = "bank_transfer") -> Paid:
    """Make the latest payment anew, at a time and through a channel; its instalment falls due on the debit's day."""
    due_on = (at + timedelta(minutes=1)).astimezone(ZoneInfo(life.borrower.time_zone)).date()
    instalment = life.change(unpay(life), due_on=due_on)
    pay(life, instalment, at, channel)
    return life.last_payment
