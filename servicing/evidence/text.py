"""A pasted text made plain, so that a reader meets one way of writing only."""

LONGEST_TEXT = 4000

# Full-width forms become plain ones. The full-width comma stays: a plain one would join the numbers that it separates.
FULL_WIDTH_COMMA = 0xFF0C
PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != FULL_WIDTH_COMMA}
SPACES = dict.fromkeys((0x09, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
YEN_SIGNS = {0xFFE5: 0xA5}
MINUS_SIGNS = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "-")
# Control characters and marks that no eye sees: they may stand inside a number, or turn its digits around.
UNSEEN = dict.fromkeys((*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0xAD, 0xFEFF))
INVISIBLE = dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)))
TABLE = {**PLAIN, **SPACES, **YEN_SIGNS, **MINUS_SIGNS, **UNSEEN, **INVISIBLE}


def plain(text: str) -> str:
    """The text with plain forms and spaces, cut to the whole lines within its first 4,000 characters.

    Whole lines: an amount that is cut in two is another amount.
    """
    kept = text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT].rpartition("\n")[0]
    return kept.replace("\r\n", "\n").replace("\r", "\n").translate(TABLE)
