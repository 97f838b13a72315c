"""The bot's process: every channel has its own luck."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from starlette.routing import BaseRoute
from structlog.testing import capture_logs

from bot import serving
from bot.channels import Surroundings


class Fetching:
    """A channel that fetches what was said."""

    def __init__(self, name: str, fault: Exception | None = None) -> None:
        self.name, self.fault = name, fault
        self.ran, self.ended = asyncio.Event(), False

    def routes(self) -> Sequence[BaseRoute]:
        """None."""
        return ()

    async def run(self) -> None:
        """Until it is cancelled, or at once into its fault."""
        self.ran.set()
        if self.fault:
            raise self.fault
        try:
            await asyncio.Event().wait()
        finally:
            self.ended = True


async def test_a_channel_that_breaks_is_named_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody would look for it at the end, when the process stops."""
    broken, sound = Fetching("broken", LookupError("no such thing")), Fetching("sound")

    def channels(_: Surroundings) -> Iterator[Fetching]:
        yield from (broken, sound)

    monkeypatch.setattr(serving, "all_channels", channels)
    app = serving.make_app({"DUIZHANG_HOME": str(tmp_path)})
    with capture_logs() as logs:
        async with app.router.lifespan_context(app):
            for each in (broken, sound):
                await each.ran.wait()
            await asyncio.sleep(0)
            assert not sound.ended
    assert [(each["event"], each["channel"]) for each in logs] == [("a channel has ended", "broken")]
    assert sound.ended
