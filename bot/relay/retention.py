"""Erases what was said when it is time to: soon after somebody asked for it, and what is old once a day."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.relay.forgetting import BATCH, Forgetting
from servicing.errors import CasesUnreachable

LOOK_SECONDS = 60.0
ONCE_A_DAY = timedelta(days=1)
# Between two batches, so that whoever writes meanwhile gets a turn.
PAUSE_SECONDS = 0.1
log = structlog.get_logger()


class Retention:
    """Keeps words for as long as they last, None for ever. `is_needed` says where an address still is.

    `elsewhere` erases a conversation in the engine's own record; False where that has to be tried again.
    """

    def __init__(
        self,
        forgetting: Forgetting,
        lasts: timedelta | None,
        clock: Callable[[], datetime],
        is_needed: Callable[[str], bool],
        elsewhere: Callable[[str], Awaitable[bool]],
        look_seconds: float = LOOK_SECONDS,
        batch: int = BATCH,
    ) -> None:
        self._forgetting, self._lasts, self._clock, self._is_needed = forgetting, lasts, clock, is_needed
        self._elsewhere = elsewhere
        self._look_seconds, self._batch = look_seconds, batch
        self._tidied_at: datetime | None = None

    async def run(self) -> None:
        """Look again and again, until it is cancelled; a database that is away is met by the next look."""
        while True:
            try:
                await self.look()
            except (SQLAlchemyError, CasesUnreachable) as fault:
                log.warning("nothing erased for now", why=type(fault).__name__)
            await asyncio.sleep(self._look_seconds)

    async def look(self) -> None:
        """Erase what it is time to erase; raises `SQLAlchemyError` or `CasesUnreachable`."""
        for wish in await asyncio.to_thread(self._forgetting.finish):
            if await self._elsewhere(wish.conversation):
                await asyncio.to_thread(self._forgetting.done, wish)
        now = self._clock()
        if self._lasts is not None and (self._tidied_at is None or now - self._tidied_at >= ONCE_A_DAY):
            await self._tidy(now - self._lasts)
            self._tidied_at = now

    async def _tidy(self, before: datetime) -> None:
        lines = 0
        while (erased := await asyncio.to_thread(self._forgetting.expire, before, self._batch)) > 0:
            lines += erased
            await asyncio.sleep(PAUSE_SECONDS)
        addresses = await asyncio.to_thread(self._forgetting.let_go, before, self._is_needed)
        if lines or addresses:
            log.info("old words erased", lines=lines, addresses=addresses)
