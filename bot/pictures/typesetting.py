"""Lines of text in a given width: Chinese breaks between characters, other words at spaces."""

import re
from collections.abc import Iterator

from bot.pictures.glyphs import face

# A run of letters and figures, one other character, or space; a sign that ends something stays with what it ends.
PIECES = re.compile(r"[!-~\u00a1-\u024f\u2010-\u206f\u20a0-\u20cf]+|\s+|.")
CLINGING = re.compile(r"[\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f\uff09\u3011\u300d\u300b%·]")
OPENING = re.compile(r"[\uff08\u3010\u300c\u300a]")
CUT = "…"


def width(text: str, size: float, weight: str = "regular") -> float:
    """How wide one line of text is."""
    return face(weight).width(text, size)


def wrapped(text: str, room: float, size: float, weight: str = "regular") -> list[str]:
    """The text in lines no wider than `room`; a word that is wider than a line is broken where the line ends."""
    lines = [""]
    for piece in _pieces(text, room, size, weight):
        if width((lines[-1] + piece).rstrip(), size, weight) <= room:
            lines[-1] += piece
        else:
            lines.append(piece.lstrip())
    return [line.rstrip() for line in lines if line.strip()]


def _pieces(text: str, room: float, size: float, weight: str) -> Iterator[str]:
    joined: list[str] = []
    for piece in PIECES.findall(text):
        if joined and (CLINGING.match(piece) or OPENING.fullmatch(joined[-1])):
            joined[-1] += piece
        else:
            joined.append(piece)
    for piece in joined:
        yield from [piece] if width(piece, size, weight) <= room else _broken(piece, room, size, weight)


def _broken(word: str, room: float, size: float, weight: str) -> Iterator[str]:
    part = ""
    for character in word:
        if part and width(part + character, size, weight) > room:
            yield part
            part = ""
        part += character
    yield part


def fitting(text: str, room: float, size: float, weight: str = "regular") -> float:
    """The size at which one line of text fits into `room`: the size wanted, or a smaller one."""
    wide = width(text, size, weight)
    return size if wide <= room else size * room / wide


def cut(lines: list[str], most: int, room: float, size: float) -> list[str]:
    """No more than `most` lines; an ellipsis says that something was left out."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + CUT, size) > room:
        last = last[:-1]
    return [*lines[: most - 1], last + CUT]
