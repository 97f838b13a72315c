"""A channel has taken the money and may still take the time that it is taking."""

from datetime import date

from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.payment import (
    a_channel_took_the_money,
    it_does_not_wait_out_maintenance,
    it_is_not_held,
    it_is_not_posted,
    the_lender_has_not_given_it_up,
    the_money_does_not_come_back,
    the_money_went_to_the_lender,
    the_posting_window_is_still_open,
)
from servicing.diagnosis.views.payment import PaymentView
from servicing.diagnosis.windows import MIDNIGHT, cut_off_hour, rests


def details(payment: PaymentView) -> Details:
    """How long the channel may take, in hours; whether these run on business days only (`rests`: `yes` or `no`).

    `cut_off_hour` is the hour of the banks' day from which a payment counts from the next business day.
    """
    hours, at = int(payment.posting_window.total_seconds() // 3600), payment.debited_at or payment.setting.now
    if not rests(payment.setting.thresholds, at, payment.rule_key):
        return {"window_hours": hours, "rests": "no"}
    cut_off = cut_off_hour(payment.setting.thresholds, at, payment.rule_key)
    return {"window_hours": hours, "rests": "yes", **({"cut_off_hour": cut_off} if cut_off < MIDNIGHT else {})}


CAUSE = Cause(
    source="thresholds/posting_window.yml, posting_cut_off.yml, business_days_only.yml, calendars/",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="bank",
    clues=(
        a_channel_took_the_money,
        the_money_went_to_the_lender,
        it_is_not_posted,
        it_is_not_held,
        the_money_does_not_come_back,
        the_lender_has_not_given_it_up,
        it_does_not_wait_out_maintenance,
        the_posting_window_is_still_open,
    ),
    queue="posting",
    steps=("wait", "person"),
    details=details,
    expected=lambda payment: payment.post_by,
)
