"""The web chat alone, over an engine that greets and repeats: for tests that need settings or caps of their own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.applications import Starlette

from bot.channels.caps import Meter, Rate
from bot.channels.web import open_channel
from bot.relay.messages import Said, Turn
from tests.bot.channels.house import surroundings
from tests.bot.live import serving
from tests.bot.relay.fakes import BILL, said

HELLO = said("I am an automated assistant.", BILL)
MANY = Rate(a_minute=6000, at_once=1000)


@dataclass
class Greeter:
    """Greets whoever begins, with what it is told to greet with, and repeats what they say."""

    greeting: Said = HELLO

    async def ask(self, turn: Turn) -> Sequence[Said]:
        """The reply to a turn."""
        if turn.pressed and turn.pressed.press == "start":
            return [self.greeting]
        return [said(f"heard {turn.text}", BILL)]

    async def is_ready(self) -> bool:
        """Always."""
        return True


@contextmanager
def small_bot(
    folder: Path, engine: Greeter | None = None, parents: str = "", port: int = 0, **rates: Rate
) -> Iterator[str]:
    """The address of a chat that these parents may hold, with these rates and otherwise none that a test would meet."""
    around = replace(surroundings(folder, engine or Greeter()), environ={"DUIZHANG_WEB_PARENTS": parents})
    channel = open_channel(around)
    meter = Meter({"visitor": MANY, "address": MANY, "begun": MANY, **rates})
    with serving(Starlette(routes=list(replace(channel, meter=meter).routes())), port) as url:
        yield url
