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

ZERO = Decimal(0)
# How long a channel takes from debit to posting when all goes well, in minutes.
USUAL_MINUTES = {"bank_transfer": 95, "quick_pay": 3, "card": 4, "auto_debit": 25, "bill_pay": 300}


def pay(life: Life, instalment: Instalment, at: datetime, channel: str) -> Posting:
    """A payment of an instalment on its whole way, and the instalment marked as paid."""
    mine, amount = instalment.borrower_id, instalment.principal + instalment.interest + instalment.fees
    automatic = channel == "auto_debit"
    instruction = life.add(
        PaymentInstruction(
            life.ref("P"), mine, instalment.loan_id, instalment.instalment_id,
            "auto_debit" if automatic else "instalment", channel, amount, "CNY", at, at + timedelta(seconds=1),
            at + timedelta(seconds=40), at + timedelta(minutes=15), "done", at + timedelta(minutes=2), None,
        )
    )  # fmt: skip
    if automatic:
        _run(life, instalment, instruction)
    record = life.add(
        ChannelRecord(
            life.ref("C"), mine, instruction.instruction_id, instalment.loan_id, "debit", channel, "success", amount,
            ZERO, "CNY", at + timedelta(minutes=1), account_of(life), "lender", None,
        )
    )  # fmt: skip
    settle(life, record)
    life.change(instalment, status="paid")
    return post(
        life, loan_of(life, instalment), "repayment", (-instalment.principal, -instalment.interest),
        at + timedelta(minutes=USUAL_MINUTES[channel]), instalment, record,
    )  # fmt: skip


def settle(life: Life, record: ChannelRecord) -> None:
    """Put a debit into its channel's settlement file, where that file is kept and has come in by now."""
    if life.world.has_file(record.channel, record.occurred_at.date()):
        file_id = file_id_of(record.channel, record.occurred_at.date())
        life.add(SettlementLine(life.ref("SL"), record.borrower_id, file_id, record.record_id, record.amount, "CNY"))


def _run(life: Life, instalment: Instalment, instruction: PaymentInstruction) -> None:
    life.add(
        DebitRun(
            life.ref("DR"), instalment.borrower_id, instalment.loan_id, instalment.instalment_id,
            life.one(Mandate).mandate_id, instruction.made_at, instruction.made_at + timedelta(minutes=1), "succeeded",
            instruction.amount, instruction.amount, "CNY", None, instruction.instruction_id,
        )
    )  # fmt: skip


def post(
    life: Life,
    loan: Loan,
    kind: str,
    parts: tuple[Decimal, Decimal],
    at: datetime,
    instalment: Instalment | None = None,
    record: ChannelRecord | None = None,
) -> Posting:
    """Book principal and interest; at once what they add up to."""
    principal, interest = parts
    return life.add(
        Posting(
            life.ref("R"), loan.borrower_id, loan.loan_id, instalment.instalment_id if instalment else None,
            record.instruction_id if record else None, record.record_id if record else None, kind,  # type: ignore[arg-type]
            principal + interest, principal, interest, ZERO, "CNY", at, at, "system", None,
        )
    )  # fmt: skip


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
