"""Payments of a demo life that stop on their way, come a second time, or are made where there is no instruction."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from servicing.ledger.demo.life import Life, Paid
from servicing.ledger.demo.paying import pay_last_at, unpost
from servicing.ledger.records import ChannelRecord, Hold, Instalment, PaymentInstruction, Posting

AT_ONCE = ("quick_pay", "card")
BY_HAND = ("bank_transfer", "quick_pay", "card", "bill_pay")
MOMENTS = ("made_at", "acknowledged_at", "verified_at", "expires_at", "state_at")


def pay_and_stop(life: Life, at: datetime, channel: str) -> Paid:
    """Make the latest payment anew at a time: the bank has debited it, and it is neither settled nor posted."""
    paid = pay_last_at(life, at, channel)
    unpost(life, paid)
    instruction = life.change(paid.instruction, state="accepted")
    return replace(paid, instruction=instruction, instalment=leave_unpaid(life, paid.instalment), settlement=None)


def leave_unpaid(life: Life, instalment: Instalment) -> Instalment:
    """The instalment as the books mark it while it is not paid: billed, and overdue once its day is over."""
    today = life.now.astimezone(ZoneInfo(life.borrower.time_zone)).date()
    return life.change(instalment, status="overdue" if instalment.due_on < today else "billed")


def fall_due(life: Life, instalment: Instalment, at: datetime) -> Instalment:
    """The instalment due on the borrower's day of a moment."""
    return life.change(instalment, due_on=at.astimezone(ZoneInfo(life.borrower.time_zone)).date())


def refuse(life: Life, paid: Paid, code: str) -> Paid:
    """The bank refuses a payment: nothing is taken, and the lender gives the instruction up."""
    record = life.change(paid.record, state="failed", failure_code=code)
    instruction = life.change(paid.instruction, state="failed", failure_code=code)
    return replace(paid, record=record, instruction=instruction)


def without_instruction(life: Life, paid: Paid) -> ChannelRecord:
    """The same debit made at the bank, without an instruction to the lender."""
    life.drop(paid.instruction)
    return life.change(paid.record, instruction_id=None)


def first_try(life: Life, paid: Paid, before: timedelta) -> tuple[PaymentInstruction, ChannelRecord]:
    """The same payment, tried that much earlier; how that try ended is still to be said."""
    return _again(life, paid, -before)


def second_payment(life: Life, paid: Paid, after: timedelta) -> tuple[PaymentInstruction, ChannelRecord]:
    """The same payment once more, taken by the bank that much later and not booked yet."""
    instruction, record = _again(life, paid, after)
    return life.change(instruction, state="accepted"), record


def _again(life: Life, paid: Paid, later: timedelta) -> tuple[PaymentInstruction, ChannelRecord]:
    first = paid.instruction
    moments = {name: getattr(first, name) + later for name in MOMENTS if getattr(first, name)}
    instruction = life.add(replace(first, instruction_id=life.ref("P"), **moments))
    record = replace(
        paid.record,
        record_id=life.ref("C"),
        instruction_id=instruction.instruction_id,
        occurred_at=paid.record.occurred_at + later,
    )
    return instruction, life.add(record)


def credit_again(life: Life, paid: Paid, record: ChannelRecord, after: timedelta) -> Posting:
    """Book a second debit just as the payment was booked, that much later."""
    again = replace(
        paid.posting,
        posting_id=life.ref("R"),
        instruction_id=record.instruction_id,
        record_id=record.record_id,
        value_at=paid.posting.value_at + after,
        posted_at=paid.posting.posted_at + after,
    )
    return life.add(again)


def refund(life: Life, record: ChannelRecord, after: timedelta, state: str = "success") -> ChannelRecord:
    """The channel gives a debit back, that much later."""
    back = replace(
        record, record_id=life.ref("C"), kind="refund", payee="borrower", occurred_at=record.occurred_at + after
    )
    return life.change(life.add(back), state=state)


def hold(life: Life, record: ChannelRecord, reason: str, due_at: datetime | None) -> Hold:
    """Risk control holds a debited payment, a minute after the debit."""
    return life.add(
        Hold(
            hold_id=life.ref("H"),
            borrower_id=record.borrower_id,
            kind="payment_review",
            line_id=None,
            instruction_id=record.instruction_id,
            posting_id=None,
            amount=record.amount,
            currency=record.currency,
            reason=reason,
            placed_at=record.occurred_at + timedelta(minutes=1),
            due_at=due_at,
            released_at=None,
        )
    )
