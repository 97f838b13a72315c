"""One Duizhang a home folder: the file is locked for as long as one runs, so it cannot be wrong about that."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import AlreadyRunning
from bot.setup.turns import taken

FILE = "running.pid"


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Keeps a second one out while the block runs; raises `AlreadyRunning` with the process number of the first."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / FILE).open("a+", encoding="ascii") as held:
        if not taken(held):
            raise AlreadyRunning(home=home, process=_number_in(home))
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        yield


def running_process(home: Path) -> str | None:
    """The process number of the Duizhang that runs from this home, None when none does."""
    if not (home / FILE).exists():
        return None
    with (home / FILE).open("r", encoding="ascii") as held:
        return None if taken(held) else _number_in(home)


def _number_in(home: Path) -> str:
    return (home / FILE).read_text(encoding="ascii").strip() or "unknown"
