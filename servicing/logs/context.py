"""What a task works on: named in each line that it writes, while what was typed there stands in none."""

import json
from collections.abc import Iterator
from contextvars import ContextVar
from itertools import groupby
from urllib.parse import quote

from structlog.contextvars import bind_contextvars, clear_contextvars

TYPED = "[typed]"
# Any so many characters in a row of what was typed are hidden: whoever complains of a text seldom repeats all of it.
RUN = 6
SHORTEST = 2

_typed: ContextVar[tuple[str, ...]] = ContextVar("typed", default=())


def about(conversation: str, update: str | int | None = None, *typed: str) -> None:
    """From here on this task, and what it starts, works on an update of a conversation.

    Each line bears both; nothing of what was typed gets into one. The next call takes the place of this one.
    """
    clear_contextvars()
    bind_contextvars(conversation=conversation, **({} if update is None else {"update": update}))
    _typed.set(typed)


def without_typed(line: str) -> str:
    """The line, with a mark in the place of each piece of what was typed in this task."""
    runs = {run for text in _typed.get() for form in _forms(text) for run in _runs(form)}
    hidden = [False] * len(line)
    for length in {len(run) for run in runs}:
        for place in range(len(line) - length + 1):
            if line[place : place + length] in runs:
                hidden[place : place + length] = [True] * length
    return "".join(_marked(line, hidden))


def _marked(line: str, hidden: list[bool]) -> Iterator[str]:
    for is_hidden, places in groupby(range(len(line)), hidden.__getitem__):
        yield TYPED if is_hidden else "".join(line[place] for place in places)


def _forms(text: str) -> set[str]:
    """As it was typed, and as Python, JSON and an address write it."""
    bare = text.strip()
    if len(bare) < SHORTEST:
        return set()
    return {bare, repr(bare)[1:-1], json.dumps(bare)[1:-1], quote(bare, errors="replace")}


def _runs(form: str) -> Iterator[str]:
    length = min(RUN, len(form))
    return (form[place : place + length] for place in range(len(form) - length + 1))
