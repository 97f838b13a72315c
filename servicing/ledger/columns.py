"""A record's fields as columns: type, meaning, reference, and the choices a code may take."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

from servicing.ledger.fields import IsReference, Record, Says, To


@dataclass(frozen=True)
class Column:
    """One column of the contract.

    `kind` is `str`, `int`, `Decimal`, `date` or `datetime`; `choices` is empty unless the column is a code.
    """

    name: str
    kind: type
    may_be_absent: bool
    is_reference: bool
    refers_to: str | None
    choices: tuple[str, ...]
    says: str


# Unfolding annotations takes long, and a record's never change.
_KNOWN: dict[type[Record], tuple[Column, ...]] = {}
_REFERENCES: dict[type[Record], str] = {}


def columns_of(record: type[Record]) -> tuple[Column, ...]:
    """The columns of a record, in the order in which it names them."""
    if record not in _KNOWN:
        hints = get_type_hints(record, include_extras=True)
        _KNOWN[record] = tuple(_column(name, hints[name]) for name in record.__dataclass_fields__)
    return _KNOWN[record]


def _column(name: str, hint: object) -> Column:
    kinds, marks = _unfold(hint)
    solid = [kind for kind in kinds if kind is not NoneType]
    choices = tuple(get_args(solid[0])) if get_origin(solid[0]) is Literal else ()
    return Column(
        name=name,
        kind=str if choices else _plain(solid[0]),
        may_be_absent=len(solid) < len(kinds),
        is_reference=any(isinstance(mark, IsReference) for mark in marks),
        refers_to=next((mark.table for mark in marks if isinstance(mark, To)), None),
        choices=choices,
        says="; ".join(mark.text for mark in marks if isinstance(mark, Says)),
    )


def _unfold(hint: object) -> tuple[list[object], list[object]]:
    """The types a hint allows, and the marks it carries at any depth."""
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        kinds, deeper = _unfold(inner)
        return kinds, [*deeper, *marks]
    if _is_union(hint):
        parts = [_unfold(part) for part in get_args(hint)]
        return [kind for kinds, _ in parts for kind in kinds], [mark for _, marks in parts for mark in marks]
    return [hint], []


def _is_union(hint: object) -> bool:
    return get_origin(hint) is Union or type(hint).__name__ == "UnionType"


def _plain(kind: object) -> type:
    if not isinstance(kind, type):
        raise TypeError(f"a ledger field cannot be of type {kind!r}")
    return kind


def references(record: type[Record]) -> Iterator[Column]:
    """The columns that point at other tables."""
    return (column for column in columns_of(record) if column.refers_to)


def reference_of(record: type[Record]) -> str:
    """The name of the record's own reference column."""
    if record not in _REFERENCES:
        _REFERENCES[record] = next(column.name for column in columns_of(record) if column.is_reference)
    return _REFERENCES[record]
