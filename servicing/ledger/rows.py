"""The rows of one table that concern one borrower, with its columns: each is worked out once, by whoever asks first."""

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Generic, Self, TypeVar

from servicing.lasting import lasting
from servicing.ledger.columns import columns_of
from servicing.ledger.fields import Record

Row = TypeVar("Row", bound=Record, covariant=True)


class Groups(dict[Any, tuple[Row, ...]], Generic[Row]):
    """Rows by the value of a column, in the order of the facts; none where no row has the value."""

    def __missing__(self, value: object) -> tuple[Row, ...]:
        """There is no row of that value."""
        return ()


class Rows(tuple[Row, ...]):
    """Rows as they are, and the same seen by column."""

    @classmethod
    def made_of(cls, record: type[Row], values: Sequence[tuple[Any, ...]]) -> Self:
        """Rows from plain values in the order of the record's columns, which stand ready as columns, too."""
        rows = cls(record(*each) for each in values)
        if values:
            names = (each.name for each in columns_of(record))
            rows._columns.update(zip(names, zip(*values, strict=True), strict=True))
        return rows

    def column(self, name: str) -> Sequence[Any]:
        """What the rows have in a column, in their order."""
        known = self._columns
        if name not in known:
            known[name] = tuple(map(attrgetter(name), self))
        return known[name]

    def each_once(self, name: str) -> frozenset[Any]:
        """What they have in a column, each once; None is among it where one is empty."""
        known = self._each_once
        if name not in known:
            known[name] = frozenset(self.column(name))
        return known[name]

    def by(self, name: str) -> Groups[Row]:
        """The rows by the value of a column."""
        known = self._groups
        if name not in known:
            known[name] = self._grouped(name)
        return known[name]

    def _grouped(self, name: str) -> Groups[Row]:
        if len(self.each_once(name)) == len(self):
            return Groups(zip(self.column(name), zip(self, strict=True), strict=True))
        found: defaultdict[Any, list[Row]] = defaultdict(list)
        for value, row in zip(self.column(name), self, strict=True):
            found[value].append(row)
        return Groups(zip(found, map(tuple, found.values()), strict=True))

    @lasting
    def _columns(self) -> dict[str, Sequence[Any]]:
        return {}

    @lasting
    def _each_once(self) -> dict[str, frozenset[Any]]:
        return {}

    @lasting
    def _groups(self) -> dict[str, Groups[Row]]:
        return {}
