"""Until when a channel may take its time: windows in hours, which for some channels run on business days only."""

from datetime import datetime

from servicing.diagnosis.thresholds import Thresholds

# The cut-off of a channel that has none.
MIDNIGHT = 24


def window_end(thresholds: Thresholds, name: str, began: datetime, key: str, currency: str) -> datetime:
    """When the window of that name ends for what a channel began at a moment, in UTC.

    `key` is a channel, or a product and a channel, as `Setting.rule_key` gives it.

    A channel that works on business days only rests on the weekends and holidays of the currency's banks, and what
    comes to it after its cut-off counts from the next business day. What begins at the end of the calendar, as books
    write "never", ends there.
    """
    span = thresholds.span(name, began.date(), key)
    try:
        if not rests(thresholds, began, key):
            return began + span
        return thresholds.calendar(currency).end_of(span, began, cut_off_hour(thresholds, began, key))
    except OverflowError:
        return began


def rests(thresholds: Thresholds, at: datetime, key: str) -> bool:
    """Whether the channel works on business days only."""
    return bool(thresholds.figure("business_days_only", at.date(), key))


def cut_off_hour(thresholds: Thresholds, at: datetime, key: str) -> int:
    """From which hour of the banks' day a payment counts from the next business day; 24 where there is none."""
    return int(thresholds.figure("posting_cut_off", at.date(), key))
