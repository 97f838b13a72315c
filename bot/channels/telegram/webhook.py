"""The address to which Telegram brings updates: 200 says that one is kept and committed, anything else brings it again.

Telegram waits for the answer before it brings the next one of the same chat; one that it brings twice is recognised.
"""

import asyncio
import hmac
import json
from collections.abc import Mapping
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram import Bot, Update

from bot.channels.telegram.settings import HOOK_PATH
from bot.channels.telegram.taking import AWAY, Keep, take

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Telegram's longest message, written in \u escapes, in answer to another such one, is a tenth of it.
LARGEST_UPDATE_BYTES = 1_000_000
# After how long Telegram is asked to bring an update again that could not be kept.
AGAIN = {"Retry-After": "1"}
log = structlog.get_logger()


class NoUpdate(Exception):
    """What was brought is none; `status` is the answer."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Webhook:
    """Takes updates from whoever knows the secret; until it is opened, Telegram is asked to come again."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self._house: tuple[Bot, Keep] | None = None
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def route(self) -> Route:
        """Where it is reached."""
        return Route(HOOK_PATH, self.answer, methods=["POST"])

    def open(self, bot: Bot, keep: Keep) -> None:
        """From now on updates are kept."""
        self._house = bot, keep

    async def answer(self, request: Request) -> Response:
        """Look at the secret first: a stranger hears the same, whatever else they sent."""
        if not self._is_known(request):
            return JSONResponse({"error": "not taken"}, status_code=401)
        try:
            raw = await _update_in(request)
        except NoUpdate as error:
            log.error("no update came to the webhook", channel="telegram", why=str(error))
            return JSONResponse({"error": str(error)}, status_code=error.status)
        return await self._taken(raw)

    async def _taken(self, raw: Mapping[str, Any]) -> Response:
        if self._house is None:
            return Response(status_code=503, headers=AGAIN)
        bot, keep = self._house
        try:
            await take(raw, bot, partial(self._in_turn, keep))
        except AWAY as error:
            why = type(error).__name__
            log.error("update not kept yet: a database is away", update=raw["update_id"], why=why)
            return Response(status_code=503, headers=AGAIN)
        return Response()

    async def _in_turn(self, keep: Keep, update: Update) -> None:
        """One at a time for each chat: Telegram gives up waiting and comes again while the first try still runs."""
        chat = update.effective_chat
        async with self._turns.setdefault(chat.id if chat else 0, asyncio.Lock()):
            await keep(update)

    def _is_known(self, request: Request) -> bool:
        given = request.headers.get(SECRET_HEADER, "")
        return hmac.compare_digest(given.encode("latin-1"), self.secret.encode("ascii"))


async def _update_in(request: Request) -> Mapping[str, Any]:
    """The update as it was told, with its number; raises `NoUpdate`."""
    try:
        raw = json.loads(await _body(request))
    except (ValueError, RecursionError) as error:
        raise NoUpdate(400, "that is not JSON") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
        raise NoUpdate(400, "that is not an update")
    return raw


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > LARGEST_UPDATE_BYTES:
                raise NoUpdate(413, "that is too large for an update")
    except ClientDisconnect as error:
        raise NoUpdate(400, "that ended in the middle") from error
    return bytes(body)
