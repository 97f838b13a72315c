"""What Telegram shows meanwhile: a pressed button stops spinning, somebody is seen to write. Nothing waits for it."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog
from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.channels.telegram.updates import Group, Read

# More than this at once is somebody's flood: what is left out is a courtesy.
MOST_AT_ONCE = 50
log = structlog.get_logger()


class Hints:
    """Gives each hint once and in the background; one that fails is not missed."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._given: set[asyncio.Task[None]] = set()

    def __call__(self, found: Read) -> None:
        """Answer a press; show that an answer is being written."""
        if found.query is not None:
            self._give(self._bot.answer_callback_query(found.query))
        if not isinstance(found.meaning, Group):
            self._give(self._bot.send_chat_action(found.chat, ChatAction.TYPING))

    async def settled(self) -> None:
        """Wait until every hint was given, or has failed."""
        await asyncio.gather(*self._given)

    def _give(self, hint: Coroutine[Any, Any, bool]) -> None:
        if len(self._given) >= MOST_AT_ONCE:
            hint.close()
            return
        task = asyncio.create_task(_given(hint))
        self._given.add(task)
        task.add_done_callback(self._given.discard)


async def _given(hint: Coroutine[Any, Any, bool]) -> None:
    try:
        await hint
    except TelegramError as error:
        log.debug("hint not given", channel="telegram", why=type(error).__name__)
