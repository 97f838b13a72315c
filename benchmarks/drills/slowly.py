"""What takes as long as it does in life: what breaks in the middle of it is what these drills are about."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp, Receive, Scope, Send

from tests.bot.live import Stage, serving
from tests.bot.telegram.fake import FakeTelegram, fake_on

SEND_SECONDS = 0.2


def nothing() -> None:
    """Nobody has to be told."""


class Slowly:
    """Another application, which takes a while over the paths that end in these words; told when it begins and ends."""

    def __init__(
        self,
        app: ASGIApp,
        path: str,
        seconds: float,
        began: Callable[[], None] = nothing,
        ended: Callable[[], None] = nothing,
    ) -> None:
        self._app, self._path, self._seconds = app, path, seconds
        self._began, self._ended = began, ended

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, late where that is asked for."""
        if scope["type"] != "http" or not scope["path"].endswith(self._path):
            await self._app(scope, receive, send)
            return
        self._began()
        await asyncio.sleep(self._seconds)
        await self._app(scope, receive, send)
        self._ended()


@contextmanager
def slow_telegram() -> Iterator[FakeTelegram]:
    """A new Telegram that takes a while to take a message."""
    stage = Stage()
    with serving(stage) as stage.url, fake_on(stage) as fake:
        stage.app = Slowly(fake.app, "/sendMessage", SEND_SECONDS)
        yield fake
