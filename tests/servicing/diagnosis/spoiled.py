"""Books spoiled at random, as a lender's live database may hold them; each value alone is one that may stand there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from servicing.ledger.columns import Column, columns_of
from servicing.ledger.fields import Record
from servicing.ledger.records import Borrower

NOWHERE = "not-in-the-books"
# As many lenders write "until further notice".
OPEN_END = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


def spoiled(rows: Sequence[Record], seed: int, times: int) -> list[Record]:
    """The rows in another order, with some values changed, some rows left out, and some there twice."""
    rng = Random(seed)
    found = list(rows)
    for _ in range(times):
        at = rng.randrange(len(found))
        if isinstance(found[at], Borrower):
            continue
        kind = rng.random()
        if kind < 0.1:
            del found[at]
        elif kind < 0.2:
            found.append(found[at])
        else:
            column = rng.choice(columns_of(type(found[at])))
            found[at] = replace(found[at], **{column.name: _other_value(column, found[at], found, rng)})
    rng.shuffle(found)
    return found


def _other_value(column: Column, row: Record, rows: Sequence[Record], rng: Random) -> Any:
    value = getattr(row, column.name)
    if column.name == "borrower_id":
        return value
    if column.may_be_absent and rng.random() < 0.3:
        return None
    if column.choices:
        return rng.choice(column.choices)
    if column.name == "currency":
        return rng.choice(("CNY", "USD", "JPY"))
    if column.refers_to or column.is_reference:
        others = [each for each in rows if type(each) is type(row)]
        return rng.choice((NOWHERE, getattr(rng.choice(others), column.name)))
    return _near(column, value, rng)


def _near(column: Column, value: Any, rng: Random) -> Any:
    """Another number, day or time, often far off; a text that is no code of ours."""
    if column.kind in (date, datetime) and rng.random() < 0.1:
        return OPEN_END if column.kind is datetime else OPEN_END.date()
    days = timedelta(days=rng.choice((-4000, -400, -40, -1, 1, 40, 400)))
    if column.kind is datetime:
        return value + days if value else datetime(2026, 11, 1, tzinfo=UTC)
    if column.kind is date:
        return value + days if value else date(2026, 11, 1)
    if column.kind is Decimal:
        return (value or Decimal(0)) * rng.choice((Decimal(0), Decimal("0.5"), Decimal(10)))
    return rng.choice((0, 1, 99)) if column.kind is int else "unheard_of"
