"""From a pasted text to what it says of one payment: a few exact fields, each read without doubt or left empty."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from servicing.evidence.amounts import amount_of
from servicing.evidence.moments import When, moment_of
from servicing.evidence.reader import Reader, readers
from servicing.evidence.shapes import Shapes, shapes
from servicing.evidence.text import plain
from servicing.money import Money

ENDING = re.compile(r"\d{4}$", re.ASCII)
ACCOUNT_MARKS = str.maketrans("", "", " -*•·xX")
LONGEST_PAYEE = 60


@dataclass(frozen=True)
class Reading:
    """What one text says of one payment; None where it does not say it, or says two things.

    `paid_at` is in UTC; a day of the borrower's where the text gives no time of day. Where not `year_given`, its year
    is the latest that fits. `account_ending` is the last four digits of the account that paid: no more of it is kept.
    `reader` is the reader that read it. It is what a text says, and anybody can write a text: it proves nothing.
    """

    reader: str
    amount: Money | None
    paid_at: datetime | date | None
    year_given: bool
    reference: str | None
    account_ending: str | None
    payee: str | None

    @property
    def found(self) -> int:
        """How many fields were read."""
        fields = (self.amount, self.paid_at, self.reference, self.account_ending, self.payee)
        return sum(each is not None for each in fields)


def read(text: str, now: datetime, zone: str, among: Sequence[Reader] | None = None) -> Reading | None:
    """What the reader that recognises the text and finds the most in it reads; None if none does.

    `now` knows its zone; `zone` is the borrower's, such as `Asia/Shanghai`. Of a long text the whole lines within the
    first 4,000 characters count. A reading without amount and reference could fit anything, so it is none.
    """
    shown, about = plain(text), _Circumstances(shapes(), now, ZoneInfo(zone))
    recognised = [each for each in (readers() if among is None else among) if each.recognises(shown)]
    readings = [_reading(each, shown, about) for each in recognised]
    useful = [each for each in readings if each.amount or each.reference]
    return max(useful, key=lambda each: each.found, default=None)


@dataclass(frozen=True)
class _Circumstances:
    shapes: Shapes
    now: datetime
    zone: ZoneInfo


def _reading(reader: Reader, text: str, about: _Circumstances) -> Reading:
    when = _paid_at(reader, text, about)
    return Reading(
        reader=reader.name,
        amount=_only(reader, "amount", text, lambda found: amount_of(found, about.shapes, reader.currency)),
        paid_at=when.at if when else None,
        year_given=when.year_given if when else False,
        reference=_only(reader, "reference", text, _reference),
        account_ending=_only(reader, "account_ending", text, _ending),
        payee=_only(reader, "payee", text, _payee),
    )


def _paid_at(reader: Reader, text: str, about: _Circumstances) -> When | None:
    found: When | None = _only(
        reader, "paid_at", text, lambda found: moment_of(found, about.shapes, about.now, about.zone)
    )
    return found


def _only(reader: Reader, field: str, text: str, value: Callable[[re.Match[str]], Any]) -> Any:
    """What the first pattern that fits says; None if it fits twice and says two things, or one that is in doubt."""
    for pattern in reader.fields.get(field, ()):
        values = [value(found) for found in pattern.finditer(text)]
        if values:
            return values[0] if all(each == values[0] for each in values) else None
    return None


def _reference(found: re.Match[str]) -> str | None:
    """A serial number has digits; a word in its place is none."""
    written = found["reference"].strip("-_")
    return written if any(each.isdigit() for each in written) else None


def _ending(found: re.Match[str]) -> str | None:
    last = ENDING.search(found["account_ending"].translate(ACCOUNT_MARKS))
    return last[0] if last else None


def _payee(found: re.Match[str]) -> str | None:
    return found["payee"].strip(" .,:;-*")[:LONGEST_PAYEE] or None
