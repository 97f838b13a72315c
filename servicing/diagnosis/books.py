"""The facts of a question as they are looked at for contradictions, and what a contradiction is."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from servicing.lasting import lasting
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
        return self._each_once(table, (column,))

    def pairs(self, table: str, one: str, other: str) -> AbstractSet[tuple[Any, Any]]:
        """What the rows of a table have in two columns, each pair once."""
        return self._each_once(table, (one, other))

    def naming(self, table: str, *columns: str) -> Iterable[tuple[Any, Any]]:
        """The rows of a table, each with what it has in a column, or in several together."""
        rows = getattr(self.facts, table)
        return zip(rows, map(attrgetter(*columns), rows), strict=True) if rows else ()

    def _each_once(self, table: str, columns: tuple[str, ...]) -> AbstractSet[Any]:
        found = self._known.get((table, columns))
        if found is None:
            found = frozenset(map(attrgetter(*columns), getattr(self.facts, table)))
            self._known[table, columns] = found
        return found

    @lasting
    def _known(self) -> dict[tuple[str, tuple[str, ...]], AbstractSet[Any]]:
        return {}
