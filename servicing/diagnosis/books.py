"""The facts of a question as they are looked at for contradictions, and what a contradiction is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from servicing.ledger.facts import Facts
from servicing.ledger.fields import Record
from servicing.ledger.rows import Rows

# Rows that cannot all be right.
Group = tuple[Record, ...]
Groups = Iterator[Group]


@dataclass(frozen=True)
class Books:
    """All that was read of a borrower.

    A row older than `read_since` may name one that was not read; `clock_slack` is how far two clocks may differ.
    """

    facts: Facts
    read_since: datetime
    clock_slack: timedelta

    def rows(self, table: str) -> Rows[Any]:
        """The rows of a table, for rules that are lists of tables and columns."""
        found: Rows[Any] = getattr(self.facts, table)
        return found
