"""Clues about what became of the money that a channel took for a loan: how much of it was credited."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from servicing.diagnosis.answer import Answer, no, whether
from servicing.diagnosis.views.loan import LoanView
from servicing.lasting import once
from servicing.ledger.records import ChannelRecord, Posting

SIGNS = {"debit": 1, "refund": -1}


def every_debit_was_credited_in_full(loan: LoanView) -> Answer:
    """Each recent debit is posted to the loan to the last cent."""
    debits = latest_records(loan, "debit")
    short = [each for each in debits if credited_for(loan, each) != each.amount]
    if short:
        return no(*short[-1:])
    return whether(True, *debits[-1:], *(credits_of(loan, debits[-1]) if debits else ()))


def no_more_was_taken_than_was_billed(loan: LoanView) -> Answer:
    """No instalment was paid for with more than it asks, less what was refunded."""
    taken = _taken_by_instalment(loan)
    asked = ((each, each.principal + each.interest + each.fees) for each in loan.instalments)
    over = [each for each, amount in asked if taken[each.instalment_id] > amount]
    return whether(not over, *over[-1:])


def latest_records(loan: LoanView, *kinds: str) -> tuple[ChannelRecord, ...]:
    """What the channels moved of the loan's money in the last weeks and the lender has, in order of time."""
    return tuple(each for each in _latest_records(loan) if each.kind in kinds)


@once
def _latest_records(loan: LoanView) -> list[ChannelRecord]:
    since = loan.setting.since("payment_look_back")
    moved = [
        each
        for each in loan.records
        if each.state == "success" and each.occurred_at >= since
        if each.kind == "payout" or each.payee == "lender"
    ]
    return sorted(moved, key=lambda each: each.occurred_at)


def credited_for(loan: LoanView, record: ChannelRecord) -> Decimal:
    """How much of a debit was credited to the loan."""
    return -sum((each.amount for each in credits_of(loan, record)), Decimal(0))


def credits_of(loan: LoanView, record: ChannelRecord) -> tuple[Posting, ...]:
    """The repayments that credit a debit: they name it, or its instruction alone."""
    return tuple(
        each
        for each in loan.repayments
        if each.record_id == record.record_id
        or (each.record_id is None and each.instruction_id and each.instruction_id == record.instruction_id)
    )


def _taken_by_instalment(loan: LoanView) -> Mapping[str | None, Decimal]:
    """What the channels took for each instalment, less what they gave back."""
    meant_for: dict[str | None, str | None] = {each.instruction_id: each.instalment_id for each in loan.instructions}
    taken: defaultdict[str | None, Decimal] = defaultdict(Decimal)
    for each in loan.records:
        if each.state == "success" and each.kind in SIGNS:
            taken[meant_for.get(each.instruction_id)] += SIGNS[each.kind] * each.amount
    return taken
