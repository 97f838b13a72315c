"""Days as the borrower counts them: in their own time zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from servicing.ledger.records import Borrower


def local_day(moment: datetime, borrower: Borrower) -> date:
    """The day on which the moment falls for the borrower."""
    return moment.astimezone(ZoneInfo(borrower.time_zone)).date()
