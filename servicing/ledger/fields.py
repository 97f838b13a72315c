"""How a ledger record says what its columns are: once, for the tables, the import and the written contract alike.

A record is a frozen dataclass. Its fields carry what they mean in their annotation, so that
`docs/ledger-contract.md`, the SQL tables and the checks of an import can never tell three different stories.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar, dataclass_transform


@dataclass(frozen=True)
class Says:
    """What a field means; the unit stands in it where there is one."""

    text: str


@dataclass(frozen=True)
class To:
    """The field holds the reference of a record in another table."""

    table: str


@dataclass(frozen=True)
class IsReference:
    """The field is the record's own reference, unique in its table."""


@dataclass_transform(frozen_default=True)
class Record:
    """Any row of the books: frozen, with the table that it is kept in.

    A subclass names its table: `class Loan(Record, table="loans")`; a lender's books may do without an `optional` one.
    """

    table_name: ClassVar[str]
    optional: ClassVar[bool]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __init_subclass__(cls, *, table: str, optional: bool = False) -> None:
        """Make the subclass a frozen dataclass."""
        cls.table_name, cls.optional = table, optional
        dataclass(frozen=True)(cls)


Own = Annotated[str, IsReference()]
Amount = Annotated[Decimal, Says("exact decimal in the unit of `currency`, never in cents")]
Currency = Annotated[str, Says("ISO 4217 code of every amount in the row")]
OwnedBy = Annotated[str, To("borrowers"), Says("whose row it is")]
