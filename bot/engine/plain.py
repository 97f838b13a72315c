"""What was typed is text and nothing else, whatever it begins with."""

from __future__ import annotations

import re

# Rasa takes what begins with a slash for a command, after it has stripped every kind of space that Unicode has.
_BEFORE_TEXT = re.compile(r"^[\s/／]+")


def as_text(typed: str) -> str:
    """What was typed without the signs by which it would be taken for a command; of a lone sign a question mark."""
    return _BEFORE_TEXT.sub("", typed) or "?"
