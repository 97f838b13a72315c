"""The loan was paid off through another channel (bill payment, a counter); that payment is linked to no loan."""

from datetime import date, datetime

from servicing.diagnosis.answer import Answer, no, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.settlement import it_is_not_in_the_settlement, its_settlement_file_was_due
from servicing.diagnosis.views.loan import LoanView, all_loans
from servicing.diagnosis.views.payment import all_payments
from servicing.diagnosis.views.settled_loan import paid_elsewhere, quote_paid_with, settles
from servicing.diagnosis.windows import window_end
from servicing.ledger.records import ChannelRecord
from servicing.money import Money

# The channels that there are words for; another is not named.
CHANNELS = ("bill_pay", "counter")


def a_payment_made_elsewhere_fits_what_was_owed(loan: LoanView) -> Answer:
    """A channel took for the lender, without its order, just what settled this loan then; nothing was booked for it."""
    record = _record(loan)
    if record is None:
        return no()
    left_out = _left_out_of_the_settlement(loan, record)
    files = left_out.rows if left_out.holds else ()
    return yes(loan.loan, record, *(each for each in (quote_paid_with(loan, record),) if each), *files)


def it_fits_no_other_loan(loan: LoanView) -> Answer:
    """No other loan asked for the same amount at that time: which one was meant could not be told."""
    record = _record(loan)
    others = [each for each in all_loans(loan.setting) if each.ref != loan.ref and record and settles(each, record)]
    return no(*(each.loan for each in others)) if others else yes()


def _record(loan: LoanView) -> ChannelRecord | None:
    """The latest payment that fits."""
    return next(reversed(paid_elsewhere(loan)), None)


def _left_out_of_the_settlement(loan: LoanView, record: ChannelRecord) -> Answer:
    """Whether the channel should have settled it by now and has not: then nobody could link it yet."""
    payment = next((each for each in all_payments(loan.setting) if each.ref == record.record_id), None)
    if payment is None or not its_settlement_file_was_due(payment).holds:
        return no()
    return it_is_not_in_the_settlement(payment)


def expected(loan: LoanView) -> datetime | None:
    """By when its channel usually has delivered it; absent once that is past."""
    record = _record(loan)
    if record is None:
        return None
    key = loan.setting.rule_key(loan.ref, record.channel)
    due = window_end(loan.setting.thresholds, "posting_window", record.occurred_at, key, record.currency)
    return due if due >= loan.setting.now else None


def details(loan: LoanView) -> Details:
    """What was paid, when and through which channel; what is still owed; whether it may still be linked in time.

    `left_out` says whether the channel's settlement should name it by now and does not (`yes` or `no`).
    """
    record = _record(loan)
    if record is None:
        return {}
    return {
        "paid": Money(record.amount, record.currency),
        "paid_at": record.occurred_at,
        "channel": record.channel if record.channel in CHANNELS else "other",
        "owed": loan.owed,
        "late": "no" if expected(loan) else "yes",
        "left_out": "yes" if _left_out_of_the_settlement(loan, record).holds else "no",
    }


CAUSE = Cause(
    source="ledger contract: channel_records without instruction_id, postings; thresholds/posting_window.yml",
    since=date(2026, 11, 22),
    certainty="likely",
    fault="platform",
    clues=(a_payment_made_elsewhere_fits_what_was_owed, it_fits_no_other_loan),
    queue="posting",
    steps=("send_proof", "correction", "person"),
    evidence=("bank_record", "settlement_slip"),
    details=details,
    expected=expected,
    tells_of=("in_clearing", "settlement_missing"),
)
