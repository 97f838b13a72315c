"""Work that waits for its turn by name: one piece at a time under a name, within a time, brought to its end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from weakref import WeakValueDictionary

Result = TypeVar("Result")


class OneAtATime:
    """Runs what it is given; pieces of work under different names don't wait for each other."""

    def __init__(self, longest_seconds: float) -> None:
        self._longest_seconds = longest_seconds
        # A lock is gone when nobody holds it or waits for it.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._running: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        """How many names are in use."""
        return len(self._locks)

    async def run(self, name: str, work: Callable[[], Awaitable[Result]]) -> Result:
        """What the work returns or raises; raises `asyncio.TimeoutError` when it takes too long, and stops it then.

        Whoever is cancelled gives up its place. Work that has begun goes on all the same, and nobody overtakes it.
        """
        lock = self._locks.setdefault(name, asyncio.Lock())
        await lock.acquire()
        running = asyncio.create_task(self._to_its_end(lock, work))
        # The loop itself holds a task only weakly.
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        return await asyncio.shield(running)

    async def _to_its_end(self, lock: asyncio.Lock, work: Callable[[], Awaitable[Result]]) -> Result:
        try:
            return await asyncio.wait_for(work(), self._longest_seconds)
        finally:
            lock.release()
