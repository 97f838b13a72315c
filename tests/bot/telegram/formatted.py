"""A text and what is bold or a link in it, counted as Telegram counts."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Formatted:
    """What is read, and what is bold or a link in it; offsets and lengths in UTF-16 units."""

    text: str
    entities: list[dict[str, Any]]


def units(text: str) -> int:
    """The length as Telegram counts it: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def trimmed(formatted: Formatted) -> Formatted:
    """Without white space around it, which Telegram never keeps."""
    before = units(formatted.text) - units(formatted.text.lstrip())
    text = formatted.text.strip()
    kept = []
    for each in formatted.entities:
        start = max(0, each["offset"] - before)
        end = min(units(text), each["offset"] + each["length"] - before)
        if end > start:
            kept.append(each | {"offset": start, "length": end - start})
    return Formatted(text, kept)
