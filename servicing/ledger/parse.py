"""From written values to the types of the contract, with a sentence for each that does not fit."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from servicing.ledger.columns import Column

LONGEST_TEXT = 200
LONGEST_NUMBER = 40
DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
WHOLE_NUMBER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
# Control characters, and halves of a pair that stand alone: no database takes them all.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
YEARS = range(1900, 2200)


class Unfit(ValueError):
    """A written value does not fit its column."""


def parse(column: Column, written: object) -> Any:
    """The value of a column as it was written in CSV, JSON or YAML; raises `Unfit`.

    A blank text is an absent value. A time without a zone is UTC.
    """
    written = written.strip() if isinstance(written, str) else written
    if written is None or written == "":
        if column.may_be_absent:
            return None
        raise Unfit("is empty, and it may not be")
    value = PARSERS[column.kind](written)
    if column.choices and value not in column.choices:
        raise Unfit(f"is {value!r}; it must be one of {', '.join(column.choices)}")
    return value


def _text(written: object) -> str:
    if not isinstance(written, (str, int)) or isinstance(written, bool):
        raise Unfit(f"is {_short(written)}, which is not a text")
    text = _digits(written) if isinstance(written, int) else written
    if len(text) > LONGEST_TEXT:
        raise Unfit(f"is longer than {LONGEST_TEXT} characters")
    if UNPRINTABLE.search(text):
        raise Unfit(f"is {_short(text)}, which has a control character in it")
    return text


def _decimal(written: object) -> Decimal:
    if isinstance(written, float):
        raise Unfit(f'is {written!r}, a binary number that is not exact; write it as text, such as "12.34"')
    text = _digits(written)
    if not DECIMAL.fullmatch(text):
        raise Unfit(f"is {_short(written)}, which is not a decimal number such as 12.34")
    value = Decimal(text) if len(text) <= LONGEST_NUMBER else None
    if value is None or abs(value) >= Decimal(10) ** 14 or value != value.quantize(Decimal("0.000001")):
        raise Unfit(f"is {_short(written)}; at most 14 digits before and 6 after the point")
    return value


def _integer(written: object) -> int:
    if isinstance(written, bool) or not WHOLE_NUMBER.fullmatch(_digits(written)):
        raise Unfit(f"is {_short(written)}, which is not a whole number of at most nine digits")
    return int(_digits(written))


def _date(written: object) -> date:
    if isinstance(written, date) and not isinstance(written, datetime):
        return written
    try:
        day = date.fromisoformat(str(written))
    except ValueError:
        raise Unfit(f"is {_short(written)}, which is not a day such as 2026-11-20") from None
    if day.year not in YEARS:
        raise Unfit(f"is {_short(written)}, which is not between the years {YEARS[0]} and {YEARS[-1]}")
    return day


def _moment(written: object) -> datetime:
    try:
        moment = written if isinstance(written, datetime) else datetime.fromisoformat(str(written))
    except ValueError:
        raise Unfit(f"is {_short(written)}, which is not a time such as 2026-11-20T08:30:00Z") from None
    if moment.year not in YEARS:
        raise Unfit(f"is {_short(written)}, which is not between the years {YEARS[0]} and {YEARS[-1]}")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _digits(written: object) -> str:
    """How a number was written; one that is too long for any column stays too long, without its digits."""
    if isinstance(written, int) and abs(written) >= 10**LONGEST_NUMBER:
        return "9" * (LONGEST_NUMBER + 1)
    return str(written)


def _short(written: object) -> str:
    """The value for a message, cut where it is long."""
    shown = "a very long number" if isinstance(written, int) and written >= 10**LONGEST_NUMBER else repr(written)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


PARSERS: dict[type, Callable[[object], Any]] = {
    str: _text,
    Decimal: _decimal,
    int: _integer,
    date: _date,
    datetime: _moment,
}
