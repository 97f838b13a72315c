"""A report to the credit bureau is for a month, named by its first day."""

from collections.abc import Iterator

from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.staging import Staged


def faults(staged: Staged) -> Iterator[Fault]:
    """Each report for a month that is named by another day."""
    for line, month in staged.ask("SELECT line, month FROM bureau_reports WHERE month NOT LIKE '%-01'"):
        yield staged.fault("bureau_reports", line, "month", f"is {month}; it must be the first day of the month")
