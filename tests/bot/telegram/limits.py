"""How often a bot may write."""

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.bot.telegram.clock import Clock
from tests.bot.telegram.refusals import too_many

Key = tuple[str, int]


@dataclass
class Limits:
    """The limits of the documentation; each is (how many, in how many seconds)."""

    clock: Clock
    overall: tuple[int, float] = (30, 1.0)
    a_chat: tuple[int, float] = (1, 1.0)
    a_group: tuple[int, float] = (20, 60.0)
    on: bool = False
    refused: int = 0
    _sent: dict[Key, deque[float]] = field(default_factory=dict)

    def pass_one(self, chat: int) -> None:
        """Count a message. Raises: Refusal with the seconds to wait; what is refused is not counted."""
        if not self.on:
            return
        now = self.clock.now()
        wait = max(self._wait(key, most, seconds, now) for key, (most, seconds) in self._rules(chat))
        if wait > 0:
            self.refused += 1
            raise too_many(math.ceil(wait))
        for key, _ in self._rules(chat):
            self._sent[key].append(now)

    def _rules(self, chat: int) -> Iterator[tuple[Key, tuple[int, float]]]:
        yield ("overall", 0), self.overall
        yield ("chat", chat), self.a_chat
        if chat < 0:
            yield ("group", chat), self.a_group

    def _wait(self, key: Key, most: int, seconds: float, now: float) -> float:
        sent = self._sent.setdefault(key, deque())
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        return sent[0] + seconds - now if len(sent) >= most else 0.0
