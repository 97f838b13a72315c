"""One file a channel; the folder is the register. A channel only translates between its own form and the relay's."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, runtime_checkable

from starlette.routing import BaseRoute

from bot.demo import Demo
from bot.relay.courier import Sender
from bot.relay.intake import Intake
from bot.relay.relay import Relay
from bot.voice.catalogue import Catalogue
from servicing.access import Access
from servicing.linking.linking import Linking


@dataclass(frozen=True)
class Surroundings:
    """What a channel may use: the relay, the links to borrowers, each language's words, and the demo if it runs.

    `intake` is the way of a file; `linking` the way to a link, where there is one; `environ` holds the channel's own
    settings.
    """

    relay: Relay
    access: Access
    languages: Mapping[str, Catalogue]
    demo: Demo | None
    clock: Callable[[], Any]
    linking: Linking | None = None
    environ: Mapping[str, str] = field(default_factory=dict)
    intake: Intake = field(kw_only=True)


class Channel(Protocol):
    """What the rest of the bot sees of a channel."""

    @property
    def name(self) -> str:
        """The name under which its conversations are kept."""
        ...

    def routes(self) -> Sequence[BaseRoute]:
        """The addresses at which it is reached; empty for one that reaches out itself."""
        ...


@runtime_checkable
class Pushing(Channel, Protocol):
    """A channel to which what is said has to be sent."""

    def sender(self) -> Sender | None:
        """The way out; None where it is not set up."""
        ...


@runtime_checkable
class ReachingOut(Channel, Protocol):
    """A channel that fetches what was said."""

    async def run(self) -> None:
        """Fetch, until it is cancelled; at once done where it is not set up."""
        ...


def all_channels(surroundings: Surroundings) -> Iterator[Channel]:
    """Every channel: a file of this folder with an `open_channel`."""
    for each in iter_modules(__path__):
        module = import_module(f"{__name__}.{each.name}")
        if hasattr(module, "open_channel"):
            yield module.open_channel(surroundings)
