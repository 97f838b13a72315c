"""One set-up at a time in a clone: a second one waits for the first instead of trampling on it."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.setup.progress import Progress

POLL_SECONDS = 0.2


@contextmanager
def turn(file: Path) -> Iterator[None]:
    """Holds the file's lock while the block runs; the system frees it however the holder ends."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as held:
        _wait_for(held)
        yield


def _wait_for(held: TextIO) -> None:
    progress = Progress("Waiting for another set-up in this folder")
    while not taken(held):
        progress.tick()
        time.sleep(POLL_SECONDS)
    progress.end("free")


def taken(held: TextIO) -> bool:
    """Takes the lock of the open file if it is free; tells whether it did."""
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
