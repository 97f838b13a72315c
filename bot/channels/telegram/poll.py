"""Long polling that loses nothing: an update is kept and committed before the next request confirms it to Telegram.

The place is not stored. After a crash Telegram sends again what was not confirmed, and what was kept is recognised.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import structlog
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.channels.telegram.taking import AWAY, WANTED, Keep, take
from bot.channels.telegram.trouble import Trouble, trouble

WAIT_SECONDS = 30
# Over what Telegram waits itself: a connection that died without a word is given up after this.
PATIENCE_SECONDS = 10
MOST_UPDATES = 100
DATABASE_PAUSE_SECONDS = 1.0
T = TypeVar("T")
log = structlog.get_logger()


class Poller:
    """Fetches updates, one batch after the other, and has each kept in order."""

    def __init__(
        self,
        bot: Bot,
        request: BaseRequest,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        wait_seconds: int = WAIT_SECONDS,
    ) -> None:
        self._bot, self._request, self._sleep = bot, request, sleep
        self._wait_seconds = wait_seconds
        self._next: int | None = None
        self._trouble: Trouble | None = None

    async def run(self, keep: Keep) -> None:
        """Until it is cancelled."""
        while True:
            await self.step(keep)

    async def step(self, keep: Keep) -> None:
        """One batch: fetched, which confirms the one before, and kept."""
        for raw in await self.insist(self._fetch):
            await self._take(raw, keep)
            self._next = int(raw["update_id"]) + 1

    async def insist(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask Telegram until it answers; what is wrong meanwhile is said once, and when it is over."""
        tries = 0
        while True:
            try:
                answer = await ask()
            except TelegramError as error:
                tries += 1
                await self._sleep(self._noted(trouble(error)).pause(tries))
            else:
                self._over()
                return answer

    async def _fetch(self) -> list[Mapping[str, Any]]:
        """The raw updates. The library reads a batch whole or not at all: one that it cannot read would stop all."""
        wanted = {"timeout": self._wait_seconds, "limit": MOST_UPDATES, "allowed_updates": json.dumps(WANTED)}
        place = {} if self._next is None else {"offset": self._next}
        query = "&".join(f"{name}={value}" for name, value in {**wanted, **place}.items())
        patience = self._wait_seconds + PATIENCE_SECONDS
        found = await self._request.post(f"{self._bot.base_url}/getUpdates?{query}", read_timeout=patience)
        if not isinstance(found, list):
            raise TelegramError("no list of updates")
        return [each for each in found if isinstance(each, dict) and isinstance(each.get("update_id"), int)]

    async def _take(self, raw: Mapping[str, Any], keep: Keep) -> None:
        """Have an update kept, however long a database is away."""
        while True:
            try:
                return await take(raw, self._bot, keep)
            except AWAY as error:
                why = type(error).__name__
                log.error("update not kept yet: a database is away", update=raw["update_id"], why=why)
                await self._sleep(DATABASE_PAUSE_SECONDS)

    def _noted(self, found: Trouble) -> Trouble:
        if self._trouble is None or self._trouble.what != found.what:
            log.error(found.what, channel="telegram", next_step=found.next_step)
        self._trouble = found
        return found

    def _over(self) -> None:
        if self._trouble is not None:
            log.info("Telegram answers again", channel="telegram")
        self._trouble = None
