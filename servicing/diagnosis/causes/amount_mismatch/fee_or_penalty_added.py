"""Fees, a penalty or more interest than the plan asks for were booked, and that is the difference."""

from datetime import date

from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.charges import (
    charged_beyond_the_plan,
    extra_of,
    it_was_not_waived,
    left_of_the_charges,
    something_was_charged_beyond_the_plan,
    waived,
)
from servicing.diagnosis.clues.lateness import WHAT_MAKES_LATE
from servicing.diagnosis.views.loan import LoanView

# The reasons that there are words for; a lender's own code is shown as none.
REASONS = ("late_payment", "early_repayment", "service_fee", "guarantee_fee", "rate_change")


def details(loan: LoanView) -> Details:
    """What was added of each kind, what was waived, what that leaves; how many lines, the last one's reason."""
    lines = charged_beyond_the_plan(loan)
    reason = lines[0].reason
    return {
        "fees": extra_of(loan, "fee"),
        "penalty": extra_of(loan, "penalty"),
        "interest": extra_of(loan, "interest"),
        "waived": waived(loan),
        "added": left_of_the_charges(loan),
        "lines": len(lines),
        "reason": reason if reason in REASONS else "untold",
    }


CAUSE = Cause(
    source="ledger contract: postings.kind, instalments.fees; thresholds/recent_change.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="policy",
    clues=(something_was_charged_beyond_the_plan, it_was_not_waived),
    queue="posting",
    steps=("bill", "correction", "person"),
    details=details,
    follows_from=WHAT_MAKES_LATE,
)
