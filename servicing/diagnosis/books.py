"""The facts of a question as they are looked at for contradictions, and what a contradiction is."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from operator import attrgetter
from typing import Any

from servicing.ledger.facts import Facts
from servicing.ledger.fields import Record

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

    def values(self, table: str, column: str) -> AbstractSet[Any]:
        """What the rows of a table have in a column, each once; None among it where one is empty."""
        known = self._values
        if (table, column) not in known:
            known[table, column] = frozenset(map(attrgetter(column), getattr(self.facts, table)))
        return known[table, column]

    def naming(self, table: str, column: str) -> Iterator[tuple[Any, Any]]:
        """The rows of a table, each with what it has in a column."""
        rows = getattr(self.facts, table)
        return zip(rows, map(attrgetter(column), rows), strict=True)

    @cached_property
    def _values(self) -> dict[tuple[str, str], frozenset[Any]]:
        return {}
