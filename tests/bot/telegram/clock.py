"""The time as Telegram sees it; a test lets it pass without waiting."""

import time


class Clock:
    """The real time, and what a test added to it."""

    def __init__(self) -> None:
        self._added_seconds = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._added_seconds

    def date(self) -> int:
        """The same, as it stands in messages: whole seconds."""
        return int(self.now())

    def passes(self, seconds: float) -> None:
        """It is so much later now."""
        self._added_seconds += seconds
