"""The payout is under way and may still take the time that it is taking."""

from datetime import date

from servicing.diagnosis.answer import Answer, whether
from servicing.diagnosis.cause import Cause
from servicing.diagnosis.clues.drawing import it_is_not_held, no_payout_has_ended_yet
from servicing.diagnosis.views.drawing import DrawingView


def the_payout_window_is_still_open(drawing: DrawingView) -> Answer:
    """The channel may still take the time that it is taking."""
    return whether(drawing.setting.now <= drawing.arrive_by, *(drawing.payouts[-1:] or (drawing.loan,)))


CAUSE = Cause(
    source="thresholds/payout_window.yml, posting_cut_off.yml, business_days_only.yml, calendars/",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="bank",
    clues=(no_payout_has_ended_yet, it_is_not_held, the_payout_window_is_still_open),
    queue="posting",
    steps=("wait", "person"),
    expected=lambda drawing: drawing.arrive_by,
)
