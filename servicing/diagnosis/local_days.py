"""Days as the borrower counts them: in their own time zone."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from servicing.ledger.records import Borrower

# Of one question's moments, each asked for by many clues.
KEPT = 2_048


def local_day(moment: datetime, borrower: Borrower) -> date:
    """The day on which the moment falls for the borrower."""
    return _day_in(moment, borrower.time_zone)


@lru_cache(KEPT)
def _day_in(moment: datetime, time_zone: str) -> date:
    try:
        return moment.astimezone(ZoneInfo(time_zone)).date()
    except OverflowError:
        # The end of the calendar, as many books write "until further notice".
        return moment.date()
