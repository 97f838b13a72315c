"""The bank or channel kept a fee, so less arrived than was sent."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from servicing.diagnosis.answer import Answer, first_known, no, whether
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.credited_amounts import credited_for, credits_of, latest_records
from servicing.diagnosis.views.loan import LoanView
from servicing.ledger.records import ChannelRecord
from servicing.money import Money


def a_channel_kept_a_fee(loan: LoanView) -> Answer:
    """A recent payment, or the payout of the loan, was moved at a fee."""
    return first_known(tuple(_with_fee(loan))[-1:])


def just_that_much_less_arrived(loan: LoanView) -> Answer:
    """A payment was credited less the fee; a payout reached the borrower less the fee."""
    record = next(iter([*_with_fee(loan)][-1:]), None)
    if record is None:
        return no()
    return whether(_arrived(loan, record) == _sent(loan, record) - record.fee, *credits_of(loan, record))


def _with_fee(loan: LoanView) -> Iterator[ChannelRecord]:
    """The successful moves of the last weeks at a fee, in order of time."""
    return (each for each in latest_records(loan, "debit", "payout") if each.fee > 0)


def _sent(loan: LoanView, record: ChannelRecord) -> Decimal:
    return loan.loan.principal if record.kind == "payout" else record.amount


def _arrived(loan: LoanView, record: ChannelRecord) -> Decimal:
    return record.amount if record.kind == "payout" else credited_for(loan, record)


def details(loan: LoanView) -> Details:
    """What was sent, what the channel kept and what arrived; `way` is `debit` (a repayment) or `payout`."""
    record = [*_with_fee(loan)][-1]
    return {
        "way": record.kind,
        "sent": Money(_sent(loan, record), record.currency),
        "fee": Money(record.fee, record.currency),
        "arrived": Money(_arrived(loan, record), record.currency),
    }


CAUSE = Cause(
    source="ledger contract: channel_records.fee",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="bank",
    clues=(a_channel_kept_a_fee, just_that_much_less_arrived),
    queue="posting",
    steps=("bill", "correction", "person"),
    evidence=("bank_record",),
    details=details,
)
