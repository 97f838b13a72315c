"""What was billed is what the plan asks, and what was taken was credited to the last cent."""

from datetime import date

from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.charges import nothing_was_charged_beyond_the_plan
from servicing.diagnosis.clues.credited_amounts import (
    every_debit_was_credited_in_full,
    latest_records,
    no_more_was_taken_than_was_billed,
)
from servicing.diagnosis.clues.plans import the_plan_asks_for_no_other_amount
from servicing.diagnosis.views.loan import LoanView


def details(loan: LoanView) -> Details:
    """How many debits of the last weeks were checked."""
    return {"debits": len(latest_records(loan, "debit"))}


CAUSE = Cause(
    source="ledger contract: plans, postings, instalments, channel_records",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(
        the_plan_asks_for_no_other_amount,
        nothing_was_charged_beyond_the_plan,
        no_more_was_taken_than_was_billed,
        every_debit_was_credited_in_full,
    ),
    queue="posting",
    steps=("bill", "send_proof", "person"),
    evidence=("bank_record", "payment_screenshot"),
    details=details,
)
