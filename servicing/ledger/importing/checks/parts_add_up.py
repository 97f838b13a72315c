"""The principal, interest and fees of a posting add up to its amount."""

from collections.abc import Iterator
from decimal import Decimal

from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.staging import Staged


def faults(staged: Staged) -> Iterator[Fault]:
    """Each posting whose parts come to something else."""
    for line, amount, *parts in staged.ask("SELECT line, amount, principal, interest, fees FROM postings"):
        if amount is None or None in parts:
            continue
        together = sum(map(Decimal, parts))
        if together != Decimal(amount):
            yield staged.fault("postings", line, "amount", f"is {amount}, and its parts add up to {together}")
