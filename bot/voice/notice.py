"""Which language somebody writes: told by the script of their letters, and only when there is enough to go by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# The letters of a script, and how many of them it takes before they say anything about the writer.
SCRIPTS = {
    "Han": (re.compile(r"[\u3400-\u9fff\U00020000-\U0002ebef]"), 1),
    "Latin": (re.compile(r"[A-Za-z\u00c0-\u024f]"), 4),
    "Cyrillic": (re.compile(r"[\u0400-\u04ff]"), 3),
    "Arabic": (re.compile(r"[\u0600-\u06ff]"), 3),
    "Devanagari": (re.compile(r"[\u0900-\u097f]"), 3),
    "Hangul": (re.compile(r"[\uac00-\ud7af]"), 2),
    "Kana": (re.compile(r"[\u3040-\u30ff]"), 1),
    "Thai": (re.compile(r"[\u0e00-\u0e7f]"), 3),
}
# One Chinese character says about as much as this many Latin letters.
WEIGHTS = {"Han": 4, "Kana": 4, "Hangul": 3}


def notice(text: str, languages: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The language that the text is written in, or None where it does not say.

    `languages` gives for each code its `notice` mapping with a `script`. Where two scripts are mixed, as in a product
    name within a Chinese sentence, the one that says more decides; where two languages share a script, the one more of
    whose `common` words are there.
    """
    weights = {code: _weight(text, rule["script"]) for code, rule in languages.items()}
    best = max(weights, key=lambda code: (weights[code], _common(text, languages[code])), default=None)
    return best if best is not None and weights[best] > 0 else None


def asked_for(text: str, languages: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The language that somebody asks to be answered in: the one that they name, by any of its names."""
    folded = text.casefold()
    named = [code for code, rule in languages.items() if any(name in folded for name in rule["called"])]
    return named[0] if len(named) == 1 else None


def place_named(text: str, languages: Mapping[str, Mapping[str, Any]]) -> int | None:
    """The place in a list that somebody names, in any language: 1 for the first; None where they name none, or two."""
    plain = text.strip().casefold()
    named = {
        place
        for rule in languages.values()
        for place, pattern in enumerate(rule["places"], start=1)
        if re.search(pattern, plain)
    }
    return named.pop() if len(named) == 1 else None


def _common(text: str, rule: Mapping[str, Any]) -> int:
    """How many of the language's commonest words stand in the text: they tell languages of one script apart."""
    return len(set(text.casefold().split()) & set(rule.get("common", ())))


def _weight(text: str, script: str) -> int:
    letters, enough = SCRIPTS[script]
    count = len(letters.findall(text))
    return count * WEIGHTS.get(script, 1) if count >= enough else 0
