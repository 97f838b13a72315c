"""A payment on its whole way through the demo lender's books, and how to take one back out of them."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from servicing.ledger.demo.life import Life, Paid
from servicing.ledger.demo.world import file_id_of
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
# How long a channel takes from debit to posting when all goes well, in minutes.
USUAL_MINUTES = {"bank_transfer": 95, "quick_pay": 3, "card": 4, "auto_debit": 25, "bill_pay": 300}


def pay(life: Life, instalment: Instalment, at: datetime, channel: str) -> Posting:
    """A payment of an instalment on its whole way, and the instalment marked as paid."""
    loan, amount = loan_of(life, instalment), instalment.principal + instalment.interest + instalment.fees
    automatic = channel == "auto_debit"
    purpose: Purpose = "auto_debit" if automatic else "instalment"
    instruction = instruct(life, loan, amount, at, channel, purpose, instalment)
    if automatic:
        _run(life, instalment, instruction)
    record = debit(life, instruction)
    settle(life, record)
    life.change(instalment, status="paid")
    booked_at = at + timedelta(minutes=USUAL_MINUTES[channel])
    return post(life, loan, "repayment", (-instalment.principal, -instalment.interest), booked_at, instalment, record)


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
            account_ending=account_of(life),
            payee="lender",
            failure_code=None,
        )
    )


def settle(life: Life, record: ChannelRecord) -> None:
    """Put a debit into its channel's settlement file, where that file is kept and has come in by now."""
    if life.world.has_file(record.channel, record.occurred_at.date()):
        file_id = file_id_of(record.channel, record.occurred_at.date())
        life.add(
            SettlementLine(
                settlement_line_id=life.ref("SL"),
                borrower_id=record.borrower_id,
                file_id=file_id,
                record_id=record.record_id,
                amount=record.amount,
                currency=record.currency,
            )
        )


def _run(life: Life, instalment: Instalment, instruction: PaymentInstruction) -> None:
    life.add(
        DebitRun(
            run_id=life.ref("DR"),
            borrower_id=instalment.borrower_id,
            loan_id=instalment.loan_id,
            instalment_id=instalment.instalment_id,
            mandate_id=life.one(Mandate).mandate_id,
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
) -> Posting:
    """Book principal and interest; at once what they add up to."""
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
            amount=principal + interest,
            principal=principal,
            interest=interest,
            fees=ZERO,
            currency=loan.currency,
            value_at=at,
            posted_at=at,
            made_by="system",
            reason=None,
        )
    )


def loan_of(life: Life, instalment: Instalment) -> Loan:
    """The loan that an instalment belongs to."""
    return next(each for each in life.all(Loan) if each.loan_id == instalment.loan_id)


def account_of(life: Life) -> str:
    """The last four digits of the borrower's bank account."""
    return life.one(Mandate).account_ending


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
    """Make the latest payment anew, at a time and through a channel; its instalment falls due on that day."""
    due_on = at.astimezone(ZoneInfo(life.borrower.time_zone)).date()
    instalment = life.change(unpay(life), due_on=due_on)
    pay(life, instalment, at, channel)
    return life.last_payment
