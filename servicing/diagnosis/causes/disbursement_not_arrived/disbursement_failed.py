"""The payout did not come about: the money never left the lender."""

from datetime import date

from servicing.diagnosis.answer import Answer, whether
from servicing.diagnosis.cause import Cause
from servicing.diagnosis.clues.drawing import the_latest_payout_is, what_came_of_it
from servicing.diagnosis.views.drawing import DrawingView


def the_payout_failed(drawing: DrawingView) -> Answer:
    """The latest payout failed; or none was ever sent off, and the loan is marked as failed."""
    if drawing.payout is None:
        return whether(drawing.loan.status == "failed", drawing.loan)
    return the_latest_payout_is("failed", drawing)


CAUSE = Cause(
    source="ledger contract: channel_records.state, loans.status",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="bank",
    clues=(the_payout_failed,),
    queue="posting",
    steps=("change_card", "borrow_again", "person"),
    details=what_came_of_it,
)
