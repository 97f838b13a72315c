"""Files that people sent are fetched from Telegram behind the conversation, so that nobody's message waits for them."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from telegram import Bot
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.channels.telegram.trouble import seconds_of
from bot.relay.fetches import Fetch, Fetches
from bot.relay.intake import Intake, files_of
from bot.relay.workers import Workers
from servicing.errors import CasesUnreachable, EvidenceRefused
from servicing.evidence.keeping import LARGEST_BYTES, TOO_LARGE

# Fetched side by side: each may be ten megabytes in memory.
AT_ONCE = 4
# Longer each time; after the last try, about a day on, the borrower is told.
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, MOST_TRIES = 2.0, 7200.0, 24
DATABASE_PAUSE_SECONDS = 1.0
# Telegram does not have it any more, or never gave it to us.
LOST = "lost"
# What somebody hears whose file is not taken: the file and why, as the words for it are named.
Decline = Callable[[Fetch, str], Awaitable[None]]
log = structlog.get_logger()


class NotNow(Exception):
    """It cannot be had just now; `seconds` where Telegram says when."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class Fetcher:
    """Fetches what is written down, one file at a time for a conversation, a few side by side."""

    def __init__(
        self,
        bot: Bot,
        fetches: Fetches,
        intake: Intake,
        decline: Decline,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot, self._fetches, self._intake, self._decline = bot, fetches, intake, decline
        self._clock, self._sleep = clock, sleep
        self._workers = Workers(self._fetch_all)
        self._room = asyncio.Semaphore(AT_ONCE)

    async def resume(self) -> None:
        """Fetch what the last process left."""
        for conversation in await asyncio.to_thread(self._fetches.waiting):
            self.see_to(conversation)

    def see_to(self, conversation: str) -> None:
        """Something may have to be fetched there."""
        self._workers.see_to(conversation)

    async def settled(self, conversation: str) -> None:
        """Wait until nothing is left to fetch there."""
        await self._workers.settled(conversation)

    async def stop(self) -> None:
        """Begin nothing more; what was under way is fetched anew by the next process."""
        await self._workers.stop()

    async def _fetch_all(self, conversation: str) -> None:
        while (fetch := await asyncio.to_thread(self._fetches.next, conversation)) is not None:
            await self._sleep(max(0.0, (fetch.due_at - self._clock()).total_seconds()))
            await self._fetch(fetch)

    async def _fetch(self, fetch: Fetch) -> None:
        try:
            async with self._room:
                content = await self._content(fetch.remote)
                piece = await self._intake.keep(fetch.conversation, fetch.channel_id, content)
        except EvidenceRefused as refused:
            await self._give_up(fetch, refused.code)
        except NotNow as fault:
            await self._put_off(fetch, fault)
        except CasesUnreachable as fault:
            _told(fetch).error("file not kept yet", why=type(fault).__name__)
            await self._sleep(DATABASE_PAUSE_SECONDS)
        else:
            # The answer first: where the process ends in between, the file is fetched and answered again, as one.
            await self._intake.answer(fetch.conversation, fetch.batch)
            await asyncio.to_thread(self._fetches.fetched, fetch, files_of(piece))

    async def _content(self, remote: str) -> bytes:
        """The file; raises `EvidenceRefused` where it never can be had, `NotNow` where it may be later."""
        try:
            file = await self._bot.get_file(remote)
            if (file.file_size or 0) > LARGEST_BYTES:
                raise EvidenceRefused(TOO_LARGE)
            return bytes(await file.download_as_bytearray())
        except RetryAfter as error:
            raise NotNow("Telegram wants us to wait", seconds_of(error)) from error
        except (BadRequest, Forbidden) as error:
            raise EvidenceRefused(TOO_LARGE if "too big" in error.message.casefold() else LOST) from error
        except TelegramError as error:
            raise NotNow(type(error.__cause__ or error).__name__) from error

    async def _put_off(self, fetch: Fetch, fault: NotNow) -> None:
        if fetch.tries + 1 >= MOST_TRIES:
            await self._give_up(fetch, LOST)
            return
        growing = min(FIRST_PAUSE_SECONDS * 2 ** min(fetch.tries, 12), LONGEST_PAUSE_SECONDS)
        pause = timedelta(seconds=growing if fault.seconds is None else fault.seconds)
        _told(fetch).warning("file not fetched", why=str(fault), again_in=pause.total_seconds())
        await asyncio.to_thread(self._fetches.postpone, fetch, self._clock() + pause, str(fault))

    async def _give_up(self, fetch: Fetch, why: str) -> None:
        _told(fetch).info("file not taken", why=why)
        await self._decline(fetch, why)
        await asyncio.to_thread(self._fetches.give_up, fetch, why)


def _told(fetch: Fetch) -> Any:
    return log.bind(conversation=fetch.conversation, line=fetch.message)
