"""What all readers share: shapes that a pattern names as `%{shape}`, and the words for currencies, months and zones."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from servicing.evidence.patterns import BadPattern, compiled

FILE = Path(__file__).with_name("shapes.yml")
NAMED = re.compile(r"%\{(\w+)\}")
DEEPEST = 5


@dataclass(frozen=True)
class Shapes:
    """`shapes.yml`: shapes by name, and words in lower case with what they mean."""

    shapes: Mapping[str, str]
    currencies: Mapping[str, str]
    units: Mapping[str, str]
    currency_name: re.Pattern[str]
    not_an_amount_before: tuple[re.Pattern[str], ...]
    not_whole_before: tuple[re.Pattern[str], ...]
    months: tuple[str, ...]
    before_noon: frozenset[str]
    after_noon: frozenset[str]
    offsets: Mapping[str, str]

    def pattern(self, text: str) -> re.Pattern[str]:
        """The pattern with its shapes written out; raises `BadPattern`."""
        for _ in range(DEEPEST):
            text = NAMED.sub(self._shape, text)
        return compiled(text)

    def _shape(self, named: re.Match[str]) -> str:
        if named[1] not in self.shapes:
            raise BadPattern(f"names the shape {named[0]}; there are {', '.join(sorted(self.shapes))}")
        return self.shapes[named[1]]


@cache
def shapes() -> Shapes:
    """The shapes as their file has them."""
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    currencies, units = _meanings(raw["currencies"]), _meanings(raw["units"])
    return Shapes(
        shapes={**raw["shapes"], "currency": _one_of([*currencies, *units])},
        currencies=currencies,
        units=units,
        currency_name=compiled(_one_of(currencies)),
        not_an_amount_before=tuple(map(compiled, raw["not_an_amount_before"])),
        not_whole_before=tuple(map(compiled, raw["not_whole_before"])),
        months=tuple(raw["months"]),
        before_noon=frozenset(raw["halves"]["before_noon"]),
        after_noon=frozenset(raw["halves"]["after_noon"]),
        offsets=raw["offsets"],
    )


def _meanings(raw: Mapping[str, Any]) -> dict[str, str]:
    return {str(word).lower(): code for code, words in raw.items() for word in words}


def _one_of(words: Any) -> str:
    """A shape for any of the words, the longest first; one of letters stands by itself."""
    return f"(?>{'|'.join(_alone(word) for word in sorted(words, key=len, reverse=True))})"


def _alone(word: str) -> str:
    return "".join(_pieces(word))


def _pieces(word: str) -> Iterator[str]:
    if word[0] == "$" or (word[0].isascii() and word[0].isalpha()):
        yield "(?<![a-z])"
    yield re.escape(word)
    if word[-1].isascii() and word[-1].isalpha():
        yield "(?![a-z])"
