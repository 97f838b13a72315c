"""The Telegram channel: there only with a token, and everything else works without it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from starlette.routing import BaseRoute
from telegram import Bot, BotCommand
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.channels import Surroundings
from bot.channels.telegram.commands import LISTED
from bot.channels.telegram.fetching import Fetcher
from bot.channels.telegram.hints import Hints
from bot.channels.telegram.hook import Hook
from bot.channels.telegram.keeping import CHANNEL, Keeper
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.notices import Notices
from bot.channels.telegram.pieces import Cutter
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.secret import secret_of
from bot.channels.telegram.send import TelegramSender
from bot.channels.telegram.settings import HOW_TO_ADD, TelegramMisset, TelegramSettings, settings_in
from bot.channels.telegram.webhook import Webhook
from bot.pictures.artist import Artist
from bot.relay.courier import Sender
from bot.relay.fetches import Fetches
from bot.voice.voice import Voice

# The longest that a send may take before it is in doubt; a picture is uploaded within the library's own 20 seconds.
SEND_SECONDS = 10.0
log = structlog.get_logger()


@dataclass(frozen=True)
class Telegram:
    """The channel; without settings it is there by name only, without a webhook it fetches what was said."""

    around: Surroundings
    settings: TelegramSettings | None
    why_not: str = HOW_TO_ADD
    webhook: Webhook | None = None
    name: str = CHANNEL

    def routes(self) -> Sequence[BaseRoute]:
        """Where Telegram brings what was said; none where it is fetched."""
        return () if self.webhook is None else (self.webhook.route(),)

    def sender(self) -> Sender | None:
        """The way out."""
        if self.settings is None:
            return None
        cutter = Cutter(self.around, Artist(Voice(self.around.languages)))
        return TelegramSender(bot_of(self.settings), cutter, Limits())

    async def run(self) -> None:
        """Keep what is said, until it is cancelled; without a token it says how to add one, and is done."""
        if self.settings is None:
            log.info("Telegram is not used", channel=self.name, next_step=self.why_not)
            return
        bot = bot_of(self.settings)
        async with HTTPXRequest(connection_pool_size=1) as request, bot.request, self._fetching(bot) as fetcher:
            poller = Poller(bot, request)
            me = await poller.insist(bot.get_me)
            log.info("Telegram is used", channel=self.name, bot=me.username)
            keep = Keeper(self.around, me.username or "", Hints(bot), fetcher.see_to).keep
            if self.webhook is None or self.settings.webhook is None:
                await self._list_commands(bot)
                await poller.run(keep)
            else:
                self.webhook.open(bot, keep)
                await self._list_commands(bot)
                await Hook(bot, poller.insist, self.settings.webhook).run(self.webhook.secret)

    @asynccontextmanager
    async def _fetching(self, bot: Bot) -> AsyncIterator[Fetcher]:
        """Files are fetched meanwhile, those first that the last process left."""
        around, notices = self.around, Notices(self.around)
        fetches = Fetches(around.relay.book.engine, self.name)
        fetcher = Fetcher(bot, fetches, around.intake, notices.decline, around.clock)
        await fetcher.resume()
        try:
            yield fetcher
        finally:
            await fetcher.stop()

    async def _list_commands(self, bot: Bot) -> None:
        """Telegram shows them beside the field for typing; it is no harm where it does not."""
        for code, language in self.around.languages.items():
            said = [BotCommand(each, language.words[CHANNEL][each]) for each in LISTED]
            try:
                await bot.set_my_commands(said, language_code=code)
            except TelegramError as error:
                log.warning("commands not listed", channel=self.name, language=code, why=type(error).__name__)


def bot_of(settings: TelegramSettings) -> Bot:
    """A client of the Bot API. The library's own loop is not used: it confirms what it only has in memory."""
    request = HTTPXRequest(read_timeout=SEND_SECONDS, write_timeout=SEND_SECONDS)
    return Bot(settings.token, settings.base_url, settings.base_file_url, request=request)


def open_channel(around: Surroundings) -> Telegram:
    """The channel as the environment describes it; a setting that cannot be right does not stop the others."""
    try:
        settings = settings_in(around.environ)
        webhook = Webhook(secret_of(settings)) if settings and settings.webhook else None
        return Telegram(around, settings, webhook=webhook)
    except TelegramMisset as error:
        return Telegram(around, None, str(error))
