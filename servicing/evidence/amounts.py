"""An amount as a text writes it: read exactly, or not at all. Neither its cents nor its currency is ever guessed."""

import re
from decimal import Decimal

from servicing.evidence.shapes import Shapes
from servicing.money import Money

# No zero in front, except before the point: a number that begins with one has lost its beginning.
WRITTEN = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,4}(?:\.\d{1,2})?|(?:0|[1-9]\d{0,11})(?:\.\d{1,2})?", re.ASCII)


def amount_of(found: re.Match[str], shapes: Shapes, usual_currency: str | None) -> Money | None:
    """The amount of a match with a group `amount`, and perhaps `currency` and `unit`; None if it can be doubted."""
    start, written = found.start("amount"), found["amount"].rstrip(".,")
    end = start + len(written)
    currency = _currency(found, shapes, usual_currency)
    if currency is None or not WRITTEN.fullmatch(written) or _goes_on(found.string, start, end, written, shapes):
        return None
    amount = Decimal(written.replace(",", ""))
    return Money(amount, currency) if amount > 0 else None


def _goes_on(text: str, start: int, end: int, written: str, shapes: Shapes) -> bool:
    """Whether what stands around the number makes it another number: 1.2 of a `1.2k`, or 739 of a `739 .67`."""
    around = text[start - 1 : start] + text[end : end + 1]
    if any(each.isnumeric() for each in around) or _a_word_begins(text, end, shapes):
        return True
    both_decimals = written[-3:-2] == "."
    spoilt_by = shapes.not_an_amount_before + (() if both_decimals else shapes.not_whole_before)
    return any(each.match(text, end) for each in spoilt_by)


def _a_word_begins(text: str, end: int, shapes: Shapes) -> bool:
    following = text[end : end + 1]
    return following.isascii() and following.isalpha() and not _unit_at(text, end, shapes)


def _unit_at(text: str, end: int, shapes: Shapes) -> bool:
    beginning = text[end : end + 8].lower()
    return any(beginning.startswith(each) for each in (*shapes.currencies, *shapes.units))


def _currency(found: re.Match[str], shapes: Shapes, usual: str | None) -> str | None:
    """The one that is named beside the amount, else the only one named in the text, else its sign's, else the usual."""
    groups = found.groupdict()
    beside = [str(groups[each]).lower() for each in ("currency", "unit") if groups.get(each)]
    named = {shapes.currencies[each] for each in beside if each in shapes.currencies}
    named = named or {shapes.currencies[each.lower()] for each in shapes.currency_name.findall(found.string)}
    signs = {shapes.units[each] for each in beside if each in shapes.units}
    likely = named or signs or ({usual} if usual else set())
    return likely.pop() if len(likely) == 1 else None
