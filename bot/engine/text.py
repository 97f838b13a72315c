"""What a borrower typed, made plain for understanding: widths, case and spaces folded, invisible characters gone."""

from __future__ import annotations

import unicodedata

LONGEST = 600


def plain(text: str) -> str:
    """Full width to half, lower case, no control or format characters, at most `LONGEST` characters."""
    folded = unicodedata.normalize("NFKC", text[: LONGEST * 2]).casefold()
    kept = "".join(" " if unicodedata.category(each) in ("Cc", "Cf") else each for each in folded)
    return " ".join(kept.split())[:LONGEST]
