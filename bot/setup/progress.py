"""Tells whoever waits what is being done and for how long."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

QUIET_SECONDS = 1.5
REPEAT_SECONDS = 10.0


class Progress:
    """One line: updated in place on a terminal, printed every ten seconds elsewhere, silent when quickly over."""

    def __init__(self, what: str, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._what = what
        self._out = out or sys.stdout
        self._clock = clock
        self._start = clock()
        self._shown_at: float | None = None

    def tick(self) -> None:
        """Shows the line when it is due; call it a few times a second."""
        if self._out.isatty():
            self._show_in_place()
        elif self._due():
            self._shown_at = self._clock()
            self._write(f"{self._what} ... {self._elapsed():.0f} s\n")

    def end(self, how: str = "done") -> None:
        """Shows how it ended, unless it was over before anyone could wonder."""
        if self._shown_at is not None or self._elapsed() > QUIET_SECONDS:
            back = "\r" if self._out.isatty() else ""
            self._write(f"{back}{self._what}: {how} in {self._elapsed():.0f} s\n")

    def _show_in_place(self) -> None:
        if self._elapsed() > QUIET_SECONDS:
            self._shown_at = self._clock()
            self._write(f"\r{self._what} ... {self._elapsed():.0f} s ")

    def _due(self) -> bool:
        if self._shown_at is None:
            return self._elapsed() > QUIET_SECONDS
        return self._clock() - self._shown_at >= REPEAT_SECONDS

    def _elapsed(self) -> float:
        return self._clock() - self._start

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()
