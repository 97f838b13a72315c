"""How fast somebody may send: a bucket that fills with time and gives a token for each thing that is done. Pure.

It is kept in this process: an address that reaches two processes has two buckets.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MINUTE_SECONDS = 60.0
MOST_KEPT = 50_000


@dataclass(frozen=True)
class Rate:
    """So many a minute in the long run, and so many at once after a rest."""

    a_minute: int
    at_once: int


@dataclass(frozen=True)
class Level:
    """What was left in a bucket at a moment, in tokens and seconds."""

    left: float
    at: float


def left_of(level: Level | None, rate: Rate, now: float) -> float:
    """The tokens in a bucket now; one that nobody has used is full. A clock that goes back takes nothing away."""
    if level is None:
        return rate.at_once
    return min(rate.at_once, level.left + max(0.0, now - level.at) * rate.a_minute / MINUTE_SECONDS)


def seconds_until_one(left: float, rate: Rate) -> float:
    """How long until there is a whole token; 0 where there is one."""
    return max(0.0, (1 - left) * MINUTE_SECONDS / rate.a_minute)


class Meter:
    """The buckets of everybody, one for each kind of rate and each key."""

    def __init__(
        self, rates: Mapping[str, Rate], clock: Callable[[], float] = time.monotonic, most_kept: int = MOST_KEPT
    ) -> None:
        self._rates, self._clock, self._most_kept = rates, clock, most_kept
        self._levels: dict[tuple[str, str], Level] = {}

    def take(self, **whose: str) -> float:
        """Take a token of each kind and key that is named: 0, or the seconds until all have one and nothing taken."""
        now = self._clock()
        left = {each: left_of(self._levels.get(each), self._rates[each[0]], now) for each in whose.items()}
        wait = max(seconds_until_one(tokens, self._rates[kind]) for (kind, _), tokens in left.items())
        if wait == 0:
            for each, tokens in left.items():
                self._put(each, Level(tokens - 1, now))
            self._forget_some(now)
        return wait

    def __len__(self) -> int:
        """How many buckets are remembered."""
        return len(self._levels)

    def _put(self, each: tuple[str, str], level: Level) -> None:
        """At the end, so that the first is the one that nobody used for longest."""
        self._levels.pop(each, None)
        self._levels[each] = level

    def _forget_some(self, now: float) -> None:
        """Full buckets say nothing; if those are too few, the longest unused half goes."""
        if len(self._levels) <= self._most_kept:
            return
        self._levels = {each: level for each, level in self._levels.items() if self._is_used(each[0], level, now)}
        for each in list(self._levels)[: max(0, len(self._levels) - self._most_kept // 2)]:
            del self._levels[each]

    def _is_used(self, kind: str, level: Level, now: float) -> bool:
        rate = self._rates[kind]
        return left_of(level, rate, now) < rate.at_once
