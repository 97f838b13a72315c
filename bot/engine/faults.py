"""Notes what goes wrong while a turn runs: Rasa logs an exception, swallows it and goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST = 300

_faults: ContextVar[list[str] | None] = ContextVar("faults", default=None)


class FaultNoter(logging.Handler):
    """Hears Rasa's log, and keeps each turn's errors apart from those of the turns beside it."""

    def emit(self, record: logging.LogRecord) -> None:
        """Add the message to the running turn's faults, if a turn is running."""
        faults = _faults.get()
        if faults is not None:
            faults.append(record.getMessage()[:LONGEST])


@contextmanager
def noted_faults() -> Iterator[list[str]]:
    """What is logged as an error inside the block, as it comes; a `FaultNoter` has to hear the log."""
    faults: list[str] = []
    token = _faults.set(faults)
    try:
        yield faults
    finally:
        _faults.reset(token)
