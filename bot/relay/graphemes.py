"""Characters as a reader sees them: a letter with its marks, a flag, a family of emoji."""

import unicodedata
from collections.abc import Iterator

# What can be an emoji, as the inside of a class of a regular expression.
EMOJI = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u25ff\u2600-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
KEYCAP, JOINER, SHOWN_AS_EMOJI = "\u20e3", "\u200d", "\ufe0f"
# No script needs more of them over one letter; heaps of them run over what others wrote.
MOST_MARKS = 8
LONGEST = 32


def graphemes(text: str) -> Iterator[str]:
    """The characters of a text in order, each with at most `MOST_MARKS` marks and at most `LONGEST` code points."""
    grown, marks = "", 0
    for each in text:
        marks = marks + 1 if _is_mark(each) else 0
        if marks > MOST_MARKS:
            continue
        if grown and len(grown) < LONGEST and _belongs(grown, each):
            grown += each
            continue
        if grown:
            yield grown
        grown = each
    if grown:
        yield grown


def is_emoji(character: str) -> bool:
    """A picture, or a sign that is shown as one."""
    first = character[0]
    return (
        "\U0001f000" <= first <= "\U0001faff"
        or "\u2600" <= first <= "\u27bf"
        or character[-1] == KEYCAP
        or SHOWN_AS_EMOJI in character
    )


def _belongs(grown: str, each: str) -> bool:
    """Whether a code point goes on with what stands before it."""
    last = grown[-1]
    return (
        _is_mark(each)
        or each in "\u200c\u200d"
        or "\U0001f3fb" <= each <= "\U0001f3ff"
        or "\U000e0020" <= each <= "\U000e007f"
        or (last == JOINER and is_emoji(grown))
        or (_is_half_a_flag(each) and len(grown) == 1 and _is_half_a_flag(last))
        or (unicodedata.combining(last) == 9 and unicodedata.category(each) == "Lo")
        or (_goes_on_in_hangul(each) and _is_hangul(last))
    )


def _is_mark(each: str) -> bool:
    return unicodedata.category(each)[0] == "M"


def _is_half_a_flag(each: str) -> bool:
    return "\U0001f1e6" <= each <= "\U0001f1ff"


def _goes_on_in_hangul(each: str) -> bool:
    """A vowel or a final consonant of a syllable that is written in parts."""
    return "\u1160" <= each <= "\u11ff" or "\ud7b0" <= each <= "\ud7fb"


def _is_hangul(each: str) -> bool:
    return "\u1100" <= each <= "\u11ff" or "\uac00" <= each <= "\ud7fb"
