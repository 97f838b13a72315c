"""How fast Telegram lets a bot send: whoever is too fast waits here, each chat by itself."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

# Thirty a second, evenly: few are then under way at any moment, and in doubt when the process is killed.
OVERALL = (1, 1.0 / 30)
EACH_CHAT = (1, 1.0)
EACH_GROUP = (20, 60.0)
# Chats that are remembered before the idle ones are let go.
MOST_CHATS = 1000


class Window:
    """So many in so many seconds, in the order in which they asked."""

    def __init__(
        self, count: int, seconds: float, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._count, self._seconds, self._clock, self._sleep = count, seconds, clock, sleep
        self._taken: deque[float] = deque(maxlen=count)
        self._turn = asyncio.Lock()

    async def take(self) -> None:
        """Come back when there is room."""
        async with self._turn:
            while (wait := self._wait()) > 0:
                await self._sleep(wait)
            self._taken.append(self._clock())

    def is_idle(self) -> bool:
        """Nobody waits, and whoever comes next need not."""
        return not self._turn.locked() and self._clock() - (self._taken or [float("-inf")])[-1] >= self._seconds

    def _wait(self) -> float:
        if len(self._taken) < self._count:
            return 0.0
        return self._taken[0] + self._seconds - self._clock()


class Limits:
    """The three limits together."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._overall = self._window(OVERALL)
        self._chats: dict[int, list[Window]] = {}

    async def turn(self, chat: int) -> None:
        """Wait until something may be sent to a chat; the chat's own turn first, so that it takes nobody else's."""
        for window in self._of(chat):
            await window.take()
        await self._overall.take()

    def _of(self, chat: int) -> list[Window]:
        if chat not in self._chats:
            self._let_go()
            # The number of a group or a channel is below zero.
            limits = (EACH_CHAT, EACH_GROUP) if chat < 0 else (EACH_CHAT,)
            self._chats[chat] = [self._window(each) for each in limits]
        return self._chats[chat]

    def _let_go(self) -> None:
        if len(self._chats) >= MOST_CHATS:
            busy = {chat: each for chat, each in self._chats.items() if not all(map(Window.is_idle, each))}
            self._chats = busy

    def _window(self, limit: tuple[int, float]) -> Window:
        return Window(*limit, self._clock, self._sleep)
