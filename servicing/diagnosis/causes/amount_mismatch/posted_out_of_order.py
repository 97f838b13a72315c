"""Two entries raced: a bill was cut after a repayment counts and before it was written, so it leaves it out."""

from datetime import date

from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.races import (
    a_bill_was_cut_before_a_repayment_was_written,
    its_bill_is_still_to_come,
    made_up_for,
    next_instalment,
    race,
    that_bill_leaves_the_repayment_out,
)
from servicing.diagnosis.views.loan import LoanView
from servicing.money import Money


def details(loan: LoanView) -> Details:
    """The repayment, from when it counts and when it was written; the bill's moment, day and interest; what follows.

    `way` is `corrected` (with `corrected_at` and `correction`), `next_bill` (with `next_on`, the day on which the next
    instalment is due) or `open`: the next bill has come, or there is none, and nothing was put right.
    """
    found, currency = race(loan), loan.loan.currency
    if found is None:
        return {}
    return {
        "paid": Money(-found.repayment.amount, currency),
        "counts_at": loan.counts_at(found.repayment),
        "written_at": found.repayment.posted_at,
        "cut_at": found.billed.posted_at,
        "due_on": found.instalment.due_on,
        "interest": Money(found.billed.interest, currency),
        **_what_follows(loan),
    }


def _what_follows(loan: LoanView) -> Details:
    corrections, following = made_up_for(loan), next_instalment(loan)
    if corrections:
        off = Money(-corrections[0].interest, loan.loan.currency)
        return {"way": "corrected", "corrected_at": corrections[0].posted_at, "correction": off}
    if following and its_bill_is_still_to_come(loan, following):
        return {"way": "next_bill", "next_on": following.due_on}
    return {"way": "open"}


CAUSE = Cause(
    source="ledger contract: postings.value_at, postings.posted_at; thresholds/recent_change.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(a_bill_was_cut_before_a_repayment_was_written, that_bill_leaves_the_repayment_out),
    queue="posting",
    steps=("bill", "correction", "person"),
    evidence=("bank_record",),
    details=details,
)
