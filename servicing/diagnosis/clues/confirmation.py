"""Clues about the lender's own confirmation of the payment that settled a loan."""

from datetime import datetime

from servicing.diagnosis.answer import Answer, no, whether
from servicing.diagnosis.views.loan import LoanView
from servicing.diagnosis.windows import window_end
from servicing.ledger.records import ChannelRecord, Hold, PaymentInstruction

NOT_CONFIRMED = ("queued", "accepted")


def it_was_paid_off_lately(loan: LoanView) -> Answer:
    """Recently enough to explain what the borrower sees now."""
    paid_off = loan.paid_off_by
    return whether(paid_off is not None and paid_off in loan.recent(paid_off.kind))


def last_payment_waits_for_confirmation(loan: LoanView) -> Answer:
    """The entries credit it, and the lender's side has not carried its instruction to the end."""
    instruction = _instruction(loan)
    if instruction is None:
        return no()
    return whether(instruction.state in NOT_CONFIRMED, instruction, *_debits(loan), *waits_for_it(loan))


def waits_for_it(loan: LoanView) -> tuple[Hold, ...]:
    """The limit that the payment frees and that is not released while it is not confirmed."""
    facts, paid_off = loan.setting.facts, loan.paid_off_by
    held = facts.holds.by("posting_id")[paid_off.posting_id] if paid_off else ()
    return tuple(each for each in held if each.kind == "limit_release" and each.released_at is None)


def settlement_file_due(loan: LoanView) -> datetime | None:
    """By when the channel's settlement file should name the payment; absent where no channel took it."""
    setting = loan.setting
    ends = [
        window_end(
            setting.thresholds,
            "settlement_file",
            each.occurred_at,
            setting.rule_key(loan.ref, each.channel),
            each.currency,
        )
        for each in _debits(loan)
    ]
    return max(ends, default=None)


def _instruction(loan: LoanView) -> PaymentInstruction | None:
    paid_off = loan.paid_off_by
    named = paid_off.instruction_id if paid_off else None
    return next((each for each in loan.instructions if each.instruction_id == named), None)


def _debits(loan: LoanView) -> tuple[ChannelRecord, ...]:
    paid_off = loan.paid_off_by
    return tuple(
        each
        for each in loan.records
        if paid_off and each.kind == "debit" and each.state == "success" and each.record_id == paid_off.record_id
    )
