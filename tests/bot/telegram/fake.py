"""The whole fake, as a test holds it."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bot.live import Stage, serving
from tests.bot.telegram.calls import Call
from tests.bot.telegram.chats import Message
from tests.bot.telegram.faults import Fault
from tests.bot.telegram.parcels import Parcels
from tests.bot.telegram.server import open_server
from tests.bot.telegram.webhook import Webhook
from tests.bot.telegram.world import Query, World

LOOK_SECONDS = 0.01


class FakeTelegram(Parcels):
    """Telegram: `url` is its address, `token` that of its only bot; see `Hooks` and `Parcels` for what people do."""

    def __init__(self) -> None:
        super().__init__(World())
        self.app = open_server(self.world)
        self.url = ""

    @property
    def token(self) -> str:
        """The bot's."""
        return self.world.token

    @property
    def base_url(self) -> str:
        """What `telegram.Bot` wants to be told."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What `telegram.Bot` wants to be told for downloads."""
        return f"{self.url}/file/bot"

    @property
    def webhook(self) -> Webhook:
        """The present one."""
        assert self.world.webhook, "no webhook is set"
        return self.world.webhook

    def sent(self, chat: int) -> list[Message]:
        """What the bot sent there, in order; each as it stands now."""
        with self.world.lock:
            return list(self.world.chats[chat].sent) if chat in self.world.chats else []

    def shown(self, chat: int) -> list[str]:
        """Which signs of work the bot gave there, in order."""
        with self.world.lock:
            return list(self.world.chats[chat].actions) if chat in self.world.chats else []

    async def until_sent(self, chat: int, count: int, seconds: float = 5.0) -> list[Message]:
        """Wait until the bot has sent so many there; what it sent by then."""
        until = time.monotonic() + seconds
        while len(self.sent(chat)) < count:
            told = [each.text for each in self.sent(chat)]
            assert time.monotonic() < until, f"{count} messages expected in {chat}, there are {told}"
            await asyncio.sleep(LOOK_SECONDS)
        return self.sent(chat)

    def query(self, number: str) -> Query:
        """A button that was pressed, and what the bot answered."""
        return self.world.queries[number]

    def calls(self, method: str) -> list[Call]:
        """How the bot called this method, in order, whatever came of it."""
        with self.world.lock:
            return [each for each in self.world.calls if each.method.lower() == method.lower()]

    def waiting(self) -> list[int]:
        """The ids of the updates that the bot has not confirmed."""
        with self.world.lock:
            return [each.id for each in self.world.updates.waiting()]

    def fails(
        self,
        method: str,
        status: int = 0,
        accepted: bool = False,
        silent_seconds: float = 0.0,
        retry_after: int = 0,
        times: int = 1,
    ) -> None:
        """The next calls of a method go wrong: an error, or a line that breaks; see `Fault`."""
        with self.world.lock:
            self.world.faults.order(method, Fault(status, accepted, silent_seconds, retry_after), times)

    def passes(self, seconds: float) -> None:
        """It is so much later for Telegram: updates get old, buttons and file links expire, limits are free again."""
        with self.world.lock:
            self.world.clock.passes(seconds)

    def limit(self, on: bool = True) -> None:
        """From now on the limits hold: 30 a second, 1 a second a chat, 20 a minute a group."""
        self.world.limits.on = on

    def close(self) -> None:
        """Nothing is sent to a webhook any more, and open polls end."""
        with self.world.lock:
            self.world.webhook = None
            self.world.polls += 1


@contextmanager
def fake_on(stage: Stage) -> Iterator[FakeTelegram]:
    """A new Telegram on a server that many tests share."""
    fake = FakeTelegram()
    stage.app, fake.url = fake.app, stage.url
    try:
        yield fake
    finally:
        fake.close()


@contextmanager
def fake_telegram(port: int = 0) -> Iterator[FakeTelegram]:
    """A new Telegram on a socket of its own; port 0 is any free one."""
    fake = FakeTelegram()
    with serving(fake.app, port) as fake.url:
        try:
            yield fake
        finally:
            fake.close()
