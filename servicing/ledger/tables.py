"""The contract's tables for SQLAlchemy, derived from the records: exact decimals, UTC times, the wanted indexes."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column as SqlColumn
from sqlalchemy import Date, DateTime, Dialect, Index, Integer, MetaData, Numeric, String, Table
from sqlalchemy.types import TypeDecorator, TypeEngine

from servicing.ledger.columns import Column, columns_of
from servicing.ledger.fields import Record
from servicing.ledger.indexes import INDEXES
from servicing.ledger.records import RECORDS


class Exact(TypeDecorator[Decimal]):
    """A decimal without loss: NUMERIC where the database has it, text in SQLite, whose numbers are binary floats."""

    impl = Numeric(20, 6)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite, NUMERIC(20, 6) elsewhere."""
        return dialect.type_descriptor(String(32) if dialect.name == "sqlite" else Numeric(20, 6))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Write the decimal as the database wants it."""
        return str(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Read it back, without the zeros that a fixed scale adds beyond the cents."""
        return None if value is None else _without_padding(Decimal(str(value)))


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC; a time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn any zone into UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back that SQLite forgets."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _without_padding(value: Decimal) -> Decimal:
    cents = value.quantize(Decimal("0.01"))
    return cents if cents == value else value.normalize()


def sql_type(kind: type) -> TypeEngine[Any]:
    """The column type for a field of the given Python type."""
    types: dict[type, TypeEngine[Any]] = {
        str: String(),
        int: Integer(),
        Decimal: Exact(),
        date: Date(),
        datetime: UtcTime(),
    }
    return types[kind]


METADATA = MetaData()

# The comment of a table that this program made, so that it never replaces one that it did not.
MADE_HERE = "Made by Duizhang (python -m servicing.ledger); it may be replaced by it."


def _sql_column(column: Column) -> SqlColumn[Any]:
    return SqlColumn(
        column.name,
        sql_type(column.kind),
        primary_key=column.is_reference,
        nullable=column.may_be_absent,
    )


def _table(record: type[Record]) -> Table:
    columns = [_sql_column(column) for column in columns_of(record)]
    indexes = [Index(each.name, *each.columns) for each in INDEXES if each.record is record]
    return Table(record.table_name, METADATA, *columns, *indexes, comment=MADE_HERE)


TABLES = {record: _table(record) for record in RECORDS}
