"""The way out: an answer piece by piece, as fast as Telegram allows, and a clear word where it does not arrive."""

import asyncio

import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.faults import fault
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.pieces import Cutter, Paper, Photo, Piece, Words
from bot.relay.courier import NotSent, Refused
from bot.relay.outbox import Delivery
from servicing.errors import CasesUnreachable

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Answers that broke off are remembered, so that what arrived of them is not sent twice; the oldest are forgotten.
MOST_BROKEN_OFF = 1000
log = structlog.get_logger()


class TelegramSender:
    """Sends what the courier brings."""

    def __init__(self, bot: Bot, cutter: Cutter, limits: Limits) -> None:
        self._bot, self._cutter, self._limits = bot, cutter, limits
        self._arrived: dict[int, list[str]] = {}

    async def turn(self, address: str) -> None:
        """Wait until Telegram takes another message for that chat."""
        await self._limits.turn(int(address))

    async def send(self, delivery: Delivery) -> str:
        """The id of the last message in Telegram; raises `NotSent`, `Doubtful` or `Refused`.

        The turn for its first piece was waited for; each further one waits here for its own.
        Where an answer of several pieces broke off, the next try goes on with the piece that did not arrive.
        """
        try:
            pieces = await asyncio.to_thread(self._cutter.pieces, delivery)
        except (CasesUnreachable, SQLAlchemyError) as error:
            raise NotSent("a database is away") from error
        if not pieces:
            raise Refused("there is nothing in it that Telegram could be sent")
        arrived = self._arrived.pop(delivery.number, [])
        try:
            for place, piece in enumerate(pieces[len(arrived) :]):
                if place > 0:
                    await self.turn(delivery.address)
                arrived.append(await self._give(int(delivery.address), piece))
        except TelegramError as error:
            meant = fault(error)
            if arrived and not isinstance(meant, Refused):
                self._remember(delivery.number, arrived)
            raise meant from error
        return arrived[-1]

    async def _give(self, chat: int, piece: Piece) -> str:
        if isinstance(piece, Photo):
            return await self._show(chat, piece)
        return str((await self._post(chat, piece)).message_id)

    async def _post(self, chat: int, piece: Words | Paper) -> Message:
        if isinstance(piece, Paper):
            return await self._bot.send_document(chat, piece.content, filename=piece.name)
        return await self._bot.send_message(
            chat, piece.html, ParseMode.HTML, reply_markup=piece.keyboard, link_preview_options=NO_PREVIEW
        )

    async def _show(self, chat: int, photo: Photo) -> str:
        """A picture goes with words that say the same: one that Telegram does not take must not hold them up."""
        try:
            return str((await self._bot.send_photo(chat, photo.png)).message_id)
        except BadRequest as error:
            log.warning("picture not taken", channel="telegram", why=error.message)
            return ""

    def _remember(self, number: int, arrived: list[str]) -> None:
        self._arrived[number] = arrived
        if len(self._arrived) > MOST_BROKEN_OFF:
            del self._arrived[next(iter(self._arrived))]
