"""The lines of a file, numbered, with a limit on how long one and how many there may be."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Limits:
    """What a file may come to; beyond it, it is refused."""

    line_bytes: int = 64 * 1024
    rows: int = 5_000_000


LIMITS = Limits()


@dataclass(frozen=True)
class Line:
    """A line with its number; `text` is absent where it could not be read, and `sentence` says why."""

    number: int
    text: str | None
    sentence: str = ""


def lines_of(path: Path, limits: Limits) -> Iterator[Line]:
    """The lines in order, each with its line end; raises `OSError` where the file cannot be read."""
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(limits.line_bytes + 1):
            number += 1
            if len(raw) > limits.line_bytes and not raw.endswith(b"\n"):
                yield Line(number, None, f"is longer than {limits.line_bytes} bytes, the most that a line may have")
                _skip_the_rest(file, limits)
            else:
                yield _line(number, raw.removeprefix(BYTE_ORDER_MARK) if number == 1 else raw)


def _line(number: int, raw: bytes) -> Line:
    try:
        return Line(number, raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Line(number, None, f"is not UTF-8: byte {error.start + 1} of the line cannot be read")


def _skip_the_rest(file: BinaryIO, limits: Limits) -> None:
    while (raw := file.readline(limits.line_bytes)) and not raw.endswith(b"\n"):
        pass
