"""Of account numbers, telephone numbers and addresses only the last four characters are kept."""

from collections.abc import Iterator

from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.staging import Staged

ENDINGS = (("contact_points", "ending"), ("mandates", "account_ending"), ("channel_records", "account_ending"))
OTHER_PAYEE = "SELECT line FROM channel_records WHERE length(payee) > 4 AND payee NOT IN ('lender', 'borrower')"


def faults(staged: Staged) -> Iterator[Fault]:
    """Each value that is longer; it is not repeated, for it may be a whole account number."""
    for table, column in ENDINGS:
        for (line,) in staged.ask(f"SELECT line FROM {table} WHERE length({column}) > 4"):
            yield staged.fault(table, line, column, "is longer than the last four characters; leave the others out")
    for (line,) in staged.ask(OTHER_PAYEE):
        wanted = "is neither `lender` nor the last four characters of another account"
        yield staged.fault("channel_records", line, "payee", wanted)
