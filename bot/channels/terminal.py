"""The terminal: lines of text both ways, for somebody at this machine. A number typed is the button of that number."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.channels import Surroundings
from bot.channels.about import about
from bot.channels.beginning import begin, known
from bot.channels.door import body_of, guarded, id_of, line_of, place_in_stream
from bot.pictures.artist import Artist
from bot.relay.messages import Incoming, Message, OfferedButton
from bot.voice.voice import Voice

HEARTBEAT_SECONDS = 15.0
# Only a browser or a proxy sends these: a page that tries what it can reach, or somebody from far away.
NOT_A_TERMINAL = ("origin", "forwarded", "x-forwarded-for")


@dataclass(frozen=True)
class Terminal:
    """The channel; a conversation is known by the secret that its terminal was told."""

    around: Surroundings
    artist: Artist
    name: str = "terminal"

    def routes(self) -> Sequence[BaseRoute]:
        """What the command `chat` asks for."""
        inner = [
            Route("/terminal/about", self.about),
            Route("/terminal/conversations", self.begin, methods=["POST"]),
            Route("/terminal/lines", self.take, methods=["POST"]),
            Route("/terminal/events", self.events),
        ]
        return guarded(("/terminal/{rest:path}",), inner, at_this_machine)

    async def about(self, request: Request) -> Response:
        """The languages with the terminal's words, and the demo's borrowers where the demo runs."""
        return JSONResponse(about(self.around, "terminal"))

    async def begin(self, request: Request) -> Response:
        """A new conversation, answered when the bot has greeted; `seen` is the number of its last line."""
        conversation, secret = await begin(self.around, self.name, await body_of(request))
        return JSONResponse({"secret": secret, "seen": await self._answered(conversation)}, status_code=201)

    async def take(self, request: Request) -> Response:
        """A line, answered when the bot has replied; `seen` is the number of the last line of its reply."""
        conversation = await self._conversation(request)
        body = await body_of(request)
        channel_id, line = id_of(body, "id"), line_of(body, "line")
        lines = await asyncio.to_thread(self.around.relay.book.since, conversation, 0)
        # Sent again after a doubt, a number means what it meant: what is known already is not taken anew.
        await self.around.relay.take(_incoming(conversation, channel_id, line, Counted.after(lines).offered))
        return JSONResponse({"seen": await self._answered(conversation)}, status_code=202)

    async def events(self, request: Request) -> Response:
        """Every line of the conversation, as server-sent events; `Last-Event-ID` says where to go on."""
        lines = self._lines(await self._conversation(request), place_in_stream(request))
        return StreamingResponse(lines, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _lines(self, conversation: str, number: int) -> AsyncIterator[str]:
        counted = Counted(tell=self._told)
        async for message in self.around.relay.follow(conversation, 0, HEARTBEAT_SECONDS):
            if message is None:
                yield ": still here\n\n"
                continue
            shown = await asyncio.to_thread(counted.shown, message)
            if message.number > number:
                yield f"id: {message.number}\ndata: {json.dumps(shown)}\n\n"

    def _told(self, message: Message) -> list[str]:
        """What stands in the place of the pictures of a message."""
        return self.artist.told(message.facts)

    async def _conversation(self, request: Request) -> str:
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        return await known(self.around, self.name, secret if scheme == "Bearer" else None)

    async def _answered(self, conversation: str) -> int:
        await self.around.relay.settled(conversation)
        lines = await asyncio.to_thread(self.around.relay.book.since, conversation, 0)
        return lines[-1].number if lines else 0


def open_channel(around: Surroundings) -> Terminal:
    """The channel; it needs no setting."""
    return Terminal(around, Artist(Voice(around.languages)))


def at_this_machine(request: Request) -> bool:
    """Somebody at a terminal of this machine, and not a web page, or a proxy for somebody else."""
    return _is_loopback(request) and not any(name in request.headers for name in NOT_A_TERMINAL)


def _is_loopback(request: Request) -> bool:
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _nothing_drawn(message: Message) -> list[str]:
    """For whoever only counts."""
    return []


@dataclass
class Counted:
    """The buttons that a number stands for: those offered since somebody last said something, counted from 1."""

    offered: list[OfferedButton] = field(default_factory=list)
    tell: Callable[[Message], list[str]] = _nothing_drawn

    @classmethod
    def after(cls, lines: Iterable[Message]) -> "Counted":
        """As it stands after these lines."""
        counted = cls()
        for line in lines:
            counted.shown(line)
        return counted

    def shown(self, line: Message) -> Mapping[str, Any]:
        """The line as a terminal shows it, with its buttons below it under their numbers."""
        if line.direction == "in":
            self.offered = []
            return {"from": "you", "text": line.text}
        return {"from": "bot", "text": "\n".join([line.text, *self.tell(line), *self._numbered(line.buttons)])}

    def _numbered(self, buttons: Iterable[OfferedButton]) -> Iterator[str]:
        for button in buttons:
            self.offered.append(button)
            yield f"  [{len(self.offered)}] {button.title}"


def _incoming(conversation: str, channel_id: str, line: str, offered: Sequence[OfferedButton]) -> Incoming:
    place = int(line) if line.isdecimal() else 0
    if 1 <= place <= len(offered):
        return Incoming(conversation, channel_id, token=offered[place - 1].token)
    return Incoming(conversation, channel_id, text=line)
