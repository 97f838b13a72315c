"""The borrower's bank sent the money back: the card is closed, or it is not theirs."""

from datetime import date

from servicing.diagnosis.answer import Answer
from servicing.diagnosis.cause import Cause
from servicing.diagnosis.clues.drawing import the_latest_payout_is, what_came_of_it
from servicing.diagnosis.views.drawing import DrawingView


def the_bank_sent_it_back(drawing: DrawingView) -> Answer:
    """The latest payout came back, and none was sent after it."""
    return the_latest_payout_is("returned", drawing)


CAUSE = Cause(
    source="ledger contract: channel_records.state",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="bank",
    clues=(the_bank_sent_it_back,),
    queue="posting",
    steps=("change_card", "correction", "person"),
    details=what_came_of_it,
)
