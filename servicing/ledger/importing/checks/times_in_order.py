"""Nothing is written, ended, released, withdrawn or resolved before it began."""

from collections.abc import Iterator

from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.staging import Staged

# By table, what comes first and what comes with it or after it.
ORDER = (
    ("postings", "value_at", "posted_at"),
    ("shown_balances", "as_of", "shown_at"),
    ("settlement_quotes", "made_at", "valid_until"),
    ("mandates", "signed_at", "ended_at"),
    ("limit_decisions", "decided_at", "ends_at"),
    ("limit_decisions", "decided_at", "withdrawn_at"),
    ("holds", "placed_at", "released_at"),
    ("security_events", "occurred_at", "resolved_at"),
    ("incidents", "started_at", "ended_at"),
)


def faults(staged: Staged) -> Iterator[Fault]:
    """Each row in which the later time is the earlier one."""
    for table, first, then in ORDER:
        for line, began, ended in staged.ask(f"SELECT line, {first}, {then} FROM {table} WHERE {then} < {first}"):
            yield staged.fault(table, line, then, f"is {ended}, which is before {first}, {began}")
