"""How many streams a visitor has at once: a new one past that closes the oldest, which is told why."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import TypeVar

Line = TypeVar("Line")


class Streams:
    """The open streams of every visitor, oldest first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: dict[str, deque[asyncio.Event]] = {}

    @contextmanager
    def one(self, visitor: str) -> Iterator[asyncio.Event]:
        """A stream while it lasts; the event is set when it has to make room for a newer one."""
        closing, own = asyncio.Event(), self._open.setdefault(visitor, deque())
        own.append(closing)
        if len(own) > self._most:
            own.popleft().set()
        try:
            yield closing
        finally:
            self._forget(visitor, closing)

    def __len__(self) -> int:
        """How many streams are open in all."""
        return sum(map(len, self._open.values()))

    def _forget(self, visitor: str, closing: asyncio.Event) -> None:
        own = self._open.get(visitor, deque())
        if closing in own:
            own.remove(closing)
        if not own:
            self._open.pop(visitor, None)


async def until(closing: asyncio.Event, lines: AsyncIterator[Line]) -> AsyncIterator[Line]:
    """The lines as they come, until the event is set."""
    ending = asyncio.ensure_future(closing.wait())
    coming: asyncio.Future[Line] | None = None
    try:
        while True:
            coming = asyncio.ensure_future(anext(lines))
            await asyncio.wait({coming, ending}, return_when=asyncio.FIRST_COMPLETED)
            if ending.done():
                return
            yield coming.result()
    except StopAsyncIteration:
        return
    finally:
        left = [each for each in (coming, ending) if each is not None and not each.done()]
        for each in left:
            each.cancel()
        await asyncio.gather(*left, return_exceptions=True)
