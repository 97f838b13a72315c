"""What a borrower typed, made safe before it is kept and before the engine sees it.

Ordinary text of any script passes as it is. What cannot be seen, or would be read as a command, is taken away, a flood
is thinned, and what is too long is cut between two characters as a reader sees them. Widths and case are the engine's
business: full-width digits stay full-width.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.relay.graphemes import EMOJI, graphemes, is_emoji
from bot.relay.messages import LONGEST_TEXT

# So many of one character, or of any emoji, in a row; more say nothing more.
A_FEW = 6
# Of a text longer than this nothing is read beyond it: what is invisible in it would cost time.
READ_AT_MOST = LONGEST_TEXT * 10
COMMAND_SIGNS = "/／"

_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_PLANES = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NOT_CHARACTERS = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANES}]")
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_JOINED_SCRIPTS = "\u0620-\u070e\u0710-\u08ff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_VIRAMAS = "".join(chr(code) for code in range(0x900, 0x1200) if unicodedata.combining(chr(code)) == 9)
# Where an invisible character is part of what is seen: in emoji, and where a script's letters join or do not.
_NEEDED = "|".join(
    (
        "(?<=\U0001f3f4)[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f",  # the flag of a part of a country
        f"(?<=[{EMOJI}])[\ufe0e\ufe0f]",
        "(?<=[0-9#*])\ufe0f(?=\u20e3)",
        f"(?:(?<=[{EMOJI}])|(?<=[{EMOJI}]\ufe0f))\u200d(?=[{EMOJI}])",
        "(?<=[\u1820-\u18aa])[\u180b-\u180f]",
        f"(?<=[{_VIRAMAS}])[\u200c\u200d]",
        f"(?<=[{_JOINED_SCRIPTS}])[\u200c\u200d](?=[{_JOINED_SCRIPTS}])",
    )
)
_NEEDED_OR_INVISIBLE = re.compile(f"({_NEEDED})|[{_INVISIBLE}]")
_BEFORE_TEXT = re.compile(rf"[\s{COMMAND_SIGNS}]+")


@dataclass(frozen=True)
class Cleaned:
    """What is left of a text; `was_cut` where it was too long and its end is gone."""

    text: str
    was_cut: bool


def cleaned(typed: str) -> Cleaned:
    """At most `LONGEST_TEXT` characters, composed (NFC), which cannot be a command; empty where nothing can be seen.

    Cleaned again, they stay as they are.
    """
    seen = unicodedata.normalize("NFC", _visible(_lines(typed[:READ_AT_MOST])))
    thinned = "".join(_thinned(graphemes(_bare(seen))))
    text = _bare(_visible(_cut(thinned)))
    return Cleaned(text, was_cut=len(typed) > READ_AT_MOST or len(thinned) > LONGEST_TEXT)


def _lines(typed: str) -> str:
    """Lines end one way, a tab is a space, and what is no character is gone."""
    return _NOT_CHARACTERS.sub("", _LINE_ENDS.sub("\n", typed).replace("\t", " "))


def _visible(text: str) -> str:
    return _NEEDED_OR_INVISIBLE.sub(lambda found: found[1] or "", text)


def _bare(text: str) -> str:
    """Without the space around it, and without the signs that would make the engine read it as a command."""
    before = _BEFORE_TEXT.match(text)
    return text[before.end() if before else 0 :].rstrip()


def _thinned(characters: Iterable[str]) -> Iterator[str]:
    """No character, and no emoji, more than a few times in a row; a digit more or less would be another amount."""
    last, run, emoji = "", 0, 0
    for each in characters:
        run = run + 1 if each == last else 1
        last = each
        if is_emoji(each):
            emoji += 1
        elif not each.isspace():
            emoji = 0
        if _is_number(each) or (run <= A_FEW and (emoji <= A_FEW or not is_emoji(each))):
            yield each


def _is_number(character: str) -> bool:
    return len(character) == 1 and unicodedata.numeric(character, None) is not None


def _cut(text: str) -> str:
    kept = 0
    for each in graphemes(text):
        if kept + len(each) > LONGEST_TEXT:
            break
        kept += len(each)
    return text[:kept]
