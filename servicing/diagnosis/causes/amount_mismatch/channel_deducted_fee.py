"""The bank or channel kept a fee, so less arrived than was sent."""

from datetime import date
from decimal import Decimal

from servicing.diagnosis.answer import Answer, no, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.credited_amounts import credited_for, credits_of, latest_records
from servicing.diagnosis.views.loan import LoanView
from servicing.ledger.records import ChannelRecord
from servicing.money import Money


def a_channel_kept_a_fee(loan: LoanView) -> Answer:
    """A recent payment, or the payout of the loan, was moved at a fee."""
    record = _in_question(loan)
    return yes(record) if record else no()


def just_that_much_less_arrived(loan: LoanView) -> Answer:
    """A payment was credited less the fee; a payout reached the borrower less the fee."""
    record = _in_question(loan)
    if record is None:
        return no()
    shown = (loan.loan,) if record.kind == "payout" else credits_of(loan, record)
    return whether(_is_short_by_the_fee(loan, record), *shown)


def _in_question(loan: LoanView) -> ChannelRecord | None:
    """The latest move at a fee of which just that much less arrived, else the latest at a fee."""
    with_fee = [each for each in latest_records(loan, "debit", "payout") if each.fee > 0]
    short = [each for each in with_fee if _is_short_by_the_fee(loan, each)]
    return next(reversed(short or with_fee), None)


def _is_short_by_the_fee(loan: LoanView, record: ChannelRecord) -> bool:
    return _arrived(loan, record) == _sent(loan, record) - record.fee


def _sent(loan: LoanView, record: ChannelRecord) -> Decimal:
    return loan.loan.principal if record.kind == "payout" else record.amount


def _arrived(loan: LoanView, record: ChannelRecord) -> Decimal:
    return record.amount if record.kind == "payout" else credited_for(loan, record)


def details(loan: LoanView) -> Details:
    """What was sent, what the channel kept and what arrived; `way` is `debit` (a repayment) or `payout`."""
    record = _in_question(loan)
    if record is None:
        return {}
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
