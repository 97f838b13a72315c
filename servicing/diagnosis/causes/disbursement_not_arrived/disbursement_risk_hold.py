"""Risk control holds the payout until somebody has looked at it."""

from datetime import date, datetime

from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.drawing import it_is_held_for_review, no_payout_has_ended_yet
from servicing.diagnosis.views.drawing import DrawingView


def review_due(drawing: DrawingView) -> datetime | None:
    """When the review is due: as the hold says, else by the lender's usual time for a review."""
    hold = drawing.open_hold
    if hold is None:
        return None
    usual = drawing.setting.thresholds.span(
        "review_time", hold.placed_at.date(), drawing.setting.product_of(drawing.loan.loan_id)
    )
    return hold.due_at or hold.placed_at + usual


def details(drawing: DrawingView) -> Details:
    """Whether the review should have been done by now (`yes` or `no`)."""
    due = review_due(drawing)
    return {"overdue": "yes" if due and due < drawing.setting.now else "no"}


CAUSE = Cause(
    source="ledger contract: holds; thresholds/review_time.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(it_is_held_for_review, no_payout_has_ended_yet),
    queue="risk_review",
    steps=("wait", "person"),
    details=details,
    expected=review_due,
)
