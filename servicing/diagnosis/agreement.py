"""Whether the books agree with themselves as far as a question needs them: asked before anything is added up."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from servicing.diagnosis import contradictions
from servicing.diagnosis.books import Books, Group, Groups
from servicing.lasting import lasting

# What a row can be about: the name of a column that names it, and its reference.
Matter = tuple[str, str]
MATTERS = ("loan_id", "line_id", "instruction_id", "record_id")


@dataclass(frozen=True)
class Contradiction:
    """Rows that cannot all be right; `code` is the name of the file that says so."""

    code: str
    rows: Group


@cache
def all_contradictions() -> Mapping[str, Callable[[Books], Groups]]:
    """Every way in which books can contradict themselves, by its code."""
    names = [each.name for each in iter_modules(contradictions.__path__)]
    return {name: import_module(f"{contradictions.__name__}.{name}").groups for name in names}


@dataclass(frozen=True)
class Agreement:
    """The books of a question, looked through for contradictions once, when they are first asked about."""

    books: Books

    def about(self, *matters: Matter) -> tuple[Contradiction, ...]:
        """The contradictions in which a row is about one of these."""
        return tuple(found for found, touched in self._found if not touched.isdisjoint(matters))

    @property
    def holds(self) -> bool:
        """Whether no row contradicts any other, as in nearly all books."""
        return not self._found

    @lasting
    def _found(self) -> tuple[tuple[Contradiction, frozenset[Matter]], ...]:
        every = ((code, group) for code, find in all_contradictions().items() for group in find(self.books))
        return tuple((Contradiction(code, group), self._touched(group)) for code, group in every)

    def _touched(self, group: Group) -> frozenset[Matter]:
        return frozenset(matter for row in group for matter in self._matters(row))

    def _matters(self, row: Any) -> Iterator[Matter]:
        """What a row names, itself included, and the loan of the payment that it names."""
        for column in ("mandate_id",) if row.table_name == "mandates" else MATTERS:
            if getattr(row, column, None) is not None:
                yield column, getattr(row, column)
        facts = self.books.facts
        for each in facts.payment_instructions.by("instruction_id")[getattr(row, "instruction_id", None)]:
            if each.loan_id is not None:
                yield "loan_id", each.loan_id
