"""A long answer in parts that Telegram takes, cut where a reader would pause."""

import re
from collections.abc import Iterator

# Telegram counts the text of a message in UTF-16 units: a character beyond the basic plane is two of them.
LONGEST_PART = 4096
# Where to cut, the best first: a paragraph, a line, a sentence, a clause, a word.
PAUSES = tuple(
    re.compile(pattern)
    for pattern in (r"\n\s*\n", r"\n", r"(?<=[。！？!?；])\s*|(?<=[.!?;])\s+", r"(?<=[，、])|(?<=,)\s+", r"\s+")
)
# A cut this early would leave a part with hardly anything in it; the next kind of pause is looked for.
EARLIEST = 0.5
# What belongs to the character before it: joiners, variation selectors, combining marks, skin tones, flags' tags.
CLINGING = re.compile("[\u0300-\u036f\u200d\u20e3\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")


def parts(text: str, longest: int = LONGEST_PART) -> Iterator[str]:
    """The text in parts of at most `longest` UTF-16 units; only white space at the cuts is left out."""
    rest = text.strip()
    while units(rest) > longest:
        end = _end(rest, longest)
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()
    if rest:
        yield rest


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text) + sum(each > "\uffff" for each in text)


def _end(text: str, longest: int) -> int:
    """Where the first part ends, in characters."""
    most = _fitting(text, longest)
    window = text[: most + 1]
    for pause in PAUSES:
        ends = [found.start() for found in pause.finditer(window) if 0 < found.start() <= most]
        if ends and ends[-1] >= most * EARLIEST:
            return ends[-1]
    return _whole(text, most)


def _fitting(text: str, longest: int) -> int:
    """How many characters have room."""
    used = 0
    for place, each in enumerate(text):
        used += units(each)
        if used > longest:
            return place
    return len(text)


def _whole(text: str, most: int) -> int:
    """The last place before which no character is torn from what clings to it."""
    for place in range(most, most // 2, -1):
        if not CLINGING.match(text, place) and text[place - 1] != "\u200d":
            return place
    return most
