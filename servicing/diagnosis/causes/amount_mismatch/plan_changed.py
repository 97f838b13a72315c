"""A newer version of the instalment plan asks for another amount than the version before it."""

from datetime import date

from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.plans import (
    change_in_question,
    it_asks_for_another_amount,
    it_was_made_lately,
    the_plan_has_a_newer_version,
    total_of,
)
from servicing.diagnosis.views.loan import LoanView

# The reasons that there are words for; a lender's own code is shown as none.
REASONS = ("early_repayment", "rate_change", "due_date_change")


def details(loan: LoanView) -> Details:
    """Who changed the plan, when and why; the first instalment after it, before and after the change.

    `made_by` is `system`, `borrower` or `staff`; `reason` is `untold` where there are no words for it.
    """
    change = change_in_question(loan)
    if change is None:
        return {}
    newer, before, after = change.after, change.due_before, change.due_after
    told: Details = {
        "made_by": newer.made_by,
        "made_at": newer.made_at,
        "reason": newer.reason if newer.reason in REASONS else "untold",
    }
    if before is None or after is None:
        return told
    return {**told, "before": total_of(before), "after": total_of(after), "due_on": after.due_on}


CAUSE = Cause(
    source="ledger contract: plans.version; thresholds/recent_change.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="policy",
    clues=(the_plan_has_a_newer_version, it_was_made_lately, it_asks_for_another_amount),
    queue="data_correction",
    steps=("bill", "correction", "person"),
    evidence=("staff_chat",),
    details=details,
)
