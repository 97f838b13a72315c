"""The channel with everything behind it but the engine, against a Telegram on a socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

from bot.channels import Surroundings
from bot.channels.telegram import open_channel
from bot.channels.telegram.settings import API, TOKEN, TelegramSettings
from bot.relay.courier import Courier
from bot.relay.outbox import Outbox
from bot.relay.relay import Relay
from tests.bot.channels.telegram.house import around
from tests.bot.relay.fakes import FakeEngine, clock, sorry
from tests.bot.telegram.fake import FakeTelegram


def settings_of(fake: FakeTelegram) -> TelegramSettings:
    """How to reach that Telegram."""
    return TelegramSettings(fake.token, fake.url)


class House:
    """It fetches what is said, unless another of its settings says otherwise."""

    def __init__(self, folder: Path, fake: FakeTelegram, engine: FakeEngine, **settings: str) -> None:
        plain = around(folder, engine)
        environ = {TOKEN: fake.token, API: fake.url, **settings}
        outbox, book = Outbox(plain.relay.book.engine), plain.relay.book
        self.courier = Courier(outbox, clock)
        relay = Relay(book, engine, sorry, clock, pause_seconds=0, said=self.courier.see_to)
        intake = replace(plain.intake, relay=relay)
        self.around: Surroundings = replace(plain, relay=relay, intake=intake, environ=environ)
        self.channel = open_channel(self.around)
        sender = self.channel.sender()
        assert sender is not None
        self.courier.serve({"telegram": sender})

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """As the bot's process has it."""
        await self.around.relay.resume()
        await self.courier.resume()
        task = asyncio.create_task(self.channel.run())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await self.courier.stop()
