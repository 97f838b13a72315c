"""Telegram is told where to bring updates, and asked from time to time how that goes."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from telegram import Bot, WebhookInfo

from bot.channels.telegram.settings import WEBHOOK
from bot.channels.telegram.taking import WANTED
from bot.channels.telegram.trouble import TAKEN_AWAY, UNREACHED, Trouble

# How many chats Telegram may speak for at once: with more, what is kept and what is sent wait for one another in the
# database, and more sends are under way, thus in doubt, whenever the process is killed.
MOST_AT_ONCE = 3
LOOK_SECONDS = 60.0
Insist = Callable[[Callable[[], Awaitable[Any]]], Awaitable[Any]]
log = structlog.get_logger()


class Hook:
    """Sets the webhook and watches it; `insist` asks Telegram until it answers."""

    def __init__(
        self, bot: Bot, insist: Insist, url: str, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._bot, self._insist, self._url, self._sleep = bot, insist, url, sleep
        self._trouble: Trouble | None = None
        self._failed_at: datetime | None = None

    async def run(self, secret: str) -> None:
        """Until it is cancelled."""
        told = partial(
            self._bot.set_webhook,
            self._url,
            secret_token=secret,
            allowed_updates=WANTED,
            max_connections=MOST_AT_ONCE,
        )
        await self._insist(told)
        log.info("Telegram brings messages to the webhook", channel="telegram", setting=WEBHOOK)
        # A failure from before is none of this run's.
        self._failed_at = (await self._info()).last_error_date
        while True:
            await self._sleep(LOOK_SECONDS)
            self._note(await self._info())

    async def _info(self) -> WebhookInfo:
        info: WebhookInfo = await self._insist(self._bot.get_webhook_info)
        return info

    def _note(self, info: WebhookInfo) -> None:
        """What is wrong is said once, and when it is over."""
        found = self._found(info)
        if found is not None and found != self._trouble:
            why = info.last_error_message if found == UNREACHED else None
            log.error(found.what, channel="telegram", next_step=found.next_step, why=why)
        elif found is None and self._trouble is not None:
            log.info("Telegram reaches the webhook again", channel="telegram")
        self._trouble, self._failed_at = found, info.last_error_date

    def _found(self, info: WebhookInfo) -> Trouble | None:
        if info.url != self._url:
            return TAKEN_AWAY
        has_failed = info.last_error_date is not None and info.last_error_date != self._failed_at
        return UNREACHED if has_failed else None
