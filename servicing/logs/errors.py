"""Errors as they are written down: what kind, where, and of their words what is not about somebody."""

import builtins
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

# What a library puts between quotation marks is what it was given. One that is not closed goes to the end of the line.
_QUOTED = re.compile(r"""(?<!\w)(['"])(?:(?!\1)[^\\\n]|\\.?)*+(?:\1|$)""", re.MULTILINE)
# The words of these are about a value, and the value may be what somebody typed.
_ABOUT_A_VALUE = (ValueError, LookupError, AssertionError)
MOST_ERRORS, MOST_PLACES = 6, 30


def without_quoted(text: str) -> str:
    """The text, with nothing between its quotation marks."""
    return _QUOTED.sub(r"\1…\1", text)


def why(error: BaseException) -> str:
    """The kind of an error and its first line, without what it quotes; of one about a value only the kind."""
    kind = type(error).__qualname__
    first = "" if isinstance(error, _ABOUT_A_VALUE) else without_quoted(str(error).partition("\n")[0])
    return f"{kind}: {first}" if first else kind


@dataclass(frozen=True)
class Told:
    """An error: why it was raised, and the places that it came through, where it was raised last."""

    why: str
    at: Sequence[str]


def told(error: BaseException) -> list[Told]:
    """An error and those that led to it, the nearest first."""
    return [Told(why(each), _places(each.__traceback__)) for each in islice(_chain(error), MOST_ERRORS)]


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, those of a group, and what each came from, each of them once."""
    wanted, seen = [error], set[int]()
    while wanted:
        each = wanted.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        if isinstance(each, builtins.BaseExceptionGroup):
            wanted.extend(each.exceptions)
        earlier = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
        wanted.extend([earlier] if earlier else [])


def _places(trace: TracebackType | None) -> list[str]:
    frames = ((frame.f_code, line) for frame, line in walk_tb(trace))
    places = [f"{'/'.join(Path(code.co_filename).parts[-3:])}:{line} in {code.co_name}" for code, line in frames]
    return places[-MOST_PLACES:]
