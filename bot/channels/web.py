"""The web chat: a page, alone or in a frame, and the addresses that it talks to. A cookie's secret is the visitor."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels import Surroundings
from bot.channels.about import about
from bot.channels.beginning import begin, known, switch
from bot.channels.caps import Meter
from bot.channels.door import Stranger, TooFast, body_of, guarded, id_of, line_of, one_of, place_in_stream, same_host
from bot.channels.gallery import NOT_FOUND, PATH, Gallery
from bot.channels.papers import PATH as PAPERS_PATH
from bot.channels.papers import Papers
from bot.channels.streams import Streams, until
from bot.channels.uploads import PATH as FILES_PATH
from bot.channels.uploads import Uploads
from bot.channels.visitor import address_of, forget, remember, secret_of
from bot.channels.web_settings import WebSettings
from bot.channels.widget import PATH as WIDGET_PATH
from bot.channels.widget import SCRIPT_HEADERS, page_headers, widget
from bot.pictures.artist import Artist
from bot.relay.messages import Incoming, Message
from bot.voice.voice import Voice
from servicing.evidence.keeping import LARGEST_BYTES, LIMITS

PAGE = Path(__file__).parent / "web_page"
HEARTBEAT_SECONDS = 15.0
# Events and not comments: the page hears them, and notices when they stay away.
HEARTBEAT = "event: beat\ndata: {}\n\n"
MADE_ROOM = "event: elsewhere\ndata: {}\n\n"
OTHER_SITES = ("cross-site", "same-site")
STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@dataclass(frozen=True)
class Web:
    """The channel; no script can read its cookie, and no other site can speak by it."""

    around: Surroundings
    gallery: Gallery
    settings: WebSettings
    meter: Meter
    streams: Streams
    name: str = "web"

    def routes(self) -> Sequence[BaseRoute]:
        """The page, what it is made of, and what it asks for."""
        inner = [
            Route("/chat/about", self.about),
            Route("/chat/conversations", self.begin, methods=["POST"]),
            Route("/chat/messages", self.take, methods=["POST"]),
            Route("/chat/language", self.switch, methods=["POST"]),
            Route("/chat/leave", self.leave, methods=["POST"]),
            Route("/chat/events", self.events),
            Route(PATH, self.picture),
            Route(PAPERS_PATH, self.document),
            Mount("/static", StaticFiles(directory=PAGE)),
        ]
        own = guarded(("/chat/{rest:path}", "/static/{rest:path}", PATH, PAPERS_PATH), inner, from_the_page)
        files = [Route(FILES_PATH, self.receive, methods=["POST"])]
        sent = guarded((FILES_PATH,), files, from_the_page, longest_body_bytes=LARGEST_BYTES)
        page = guarded(("/",), [Route("/", self.page)], same_host, page_headers(self.settings.parents))
        script = guarded((WIDGET_PATH,), [Route(WIDGET_PATH, self.widget)], same_host, SCRIPT_HEADERS)
        return [*page, *script, *sent, *own]

    async def page(self, request: Request) -> Response:
        """The page itself."""
        return FileResponse(PAGE / "index.html")

    async def widget(self, request: Request) -> Response:
        """The script that puts the page into a frame of another."""
        return await asyncio.to_thread(widget, self.around.languages, self.settings.parents)

    async def about(self, request: Request) -> Response:
        """The languages, the demo's borrowers where the demo runs, and whether a conversation has begun."""
        told = {**about(self.around, "page"), "files": {"largest": LARGEST_BYTES, **LIMITS}}
        return JSONResponse({**told, "begun": await self._has_begun(request)})

    async def begin(self, request: Request) -> Response:
        """A new conversation, for a demo borrower where one is named; `framed` where another page holds this one."""
        self._slow_down(begun=address_of(request, self.settings.proxies))
        body = await body_of(request)
        _, secret = await begin(self.around, self.name, body)
        answer = JSONResponse({"begun": True}, status_code=201)
        remember(answer, request, secret, body.get("framed") is True, self.settings.proxies)
        return answer

    async def take(self, request: Request) -> Response:
        """A message, or the token of a pressed button; the page's own id makes a second sending harmless."""
        conversation = await self._conversation(request)
        incoming = _incoming(conversation, await body_of(request))
        self._slow_down(visitor=conversation, address=address_of(request, self.settings.proxies))
        is_new = await self.around.relay.take(incoming)
        return JSONResponse({"taken": is_new}, status_code=202)

    async def receive(self, request: Request) -> Response:
        """A file."""
        conversation = await self._conversation(request)
        self._slow_down(visitor=conversation, address=address_of(request, self.settings.proxies))
        return await Uploads(self.around.intake).take(conversation, request)

    async def switch(self, request: Request) -> Response:
        """The language switch of the page."""
        conversation = await self._conversation(request)
        language = one_of(await body_of(request), "language", self.around.languages)
        self._slow_down(visitor=conversation, address=address_of(request, self.settings.proxies))
        await switch(self.around, conversation, language)
        return JSONResponse({"language": language}, status_code=202)

    async def leave(self, request: Request) -> Response:
        """This browser forgets its conversation, as before somebody else uses it; the conversation itself stays."""
        answer = JSONResponse({"left": True})
        forget(answer)
        return answer

    async def events(self, request: Request) -> Response:
        """Every line of the conversation, as server-sent events; `Last-Event-ID` says where to go on."""
        lines = self._lines(await self._conversation(request), place_in_stream(request))
        return StreamingResponse(lines, media_type="text/event-stream", headers=STREAM_HEADERS)

    async def picture(self, request: Request) -> Response:
        """A picture of the own conversation; for everybody else, and for what is not there, "not found"."""
        try:
            conversation = await self._conversation(request)
        except Stranger:
            return Response(status_code=NOT_FOUND)
        return await self.gallery.answer(conversation, request.path_params["rest"])

    async def document(self, request: Request) -> Response:
        """A certificate that this conversation was given, as a PDF; else "not found"."""
        try:
            conversation = await self._conversation(request)
        except Stranger:
            return Response(status_code=NOT_FOUND)
        return await Papers(self.around).answer(conversation, request.path_params["rest"], request)

    async def _lines(self, conversation: str, number: int) -> AsyncIterator[str]:
        with self.streams.one(conversation) as closing:
            async for message in until(closing, self.around.relay.follow(conversation, number, HEARTBEAT_SECONDS)):
                if message is None or not message.is_erased:
                    yield HEARTBEAT if message is None else await self._event(message)
            yield MADE_ROOM

    async def _event(self, message: Message) -> str:
        shown = {**_shown(message), "pictures": await asyncio.to_thread(self.gallery.listed, message)}
        shown["documents"] = Papers(self.around).listed(message)
        return f"id: {message.number}\ndata: {json.dumps(shown)}\n\n"

    def _slow_down(self, **whose: str) -> None:
        """Raises `TooFast` where somebody has sent too much; what they sent is then neither taken nor counted."""
        seconds = self.meter.take(**whose)
        if seconds > 0:
            raise TooFast(seconds)

    async def _conversation(self, request: Request) -> str:
        return await known(self.around, self.name, secret_of(request))

    async def _has_begun(self, request: Request) -> bool:
        try:
            await self._conversation(request)
        except Stranger:
            return False
        return True


def open_channel(around: Surroundings) -> Web:
    """The channel; raises `BadParent` or `BadProxies` where its settings cannot be read."""
    settings = WebSettings.from_environment(around.environ)
    caps = settings.caps
    meter = Meter({"visitor": caps.visitor, "address": caps.address, "begun": caps.begun})
    gallery = Gallery(Artist(Voice(around.languages)), around.relay.book)
    return Web(around, gallery, settings, meter, Streams(caps.streams))


def from_the_page(request: Request) -> bool:
    """What only the page asks for: a page of another host may hold it in a frame, but not ask in its place."""
    return same_host(request) and request.headers.get("sec-fetch-site") not in OTHER_SITES


def _incoming(conversation: str, body: Any) -> Incoming:
    channel_id = id_of(body, "id")
    if "press" in body:
        return Incoming(conversation, channel_id, token=id_of(body, "press"))
    return Incoming(conversation, channel_id, text=line_of(body, "text"))


def _shown(message: Message) -> dict[str, Any]:
    return {
        "id": message.channel_id,
        "from": "you" if message.direction == "in" else "bot",
        "text": message.text,
        "at": message.at.isoformat(),
        "reply": message.reply,
        "buttons": [{"title": each.title, "press": each.token} for each in message.buttons],
        "files": _files(message),
    }


def _files(message: Message) -> list[dict[str, Any]]:
    """What a line brought: of each file its kind and its size in bytes."""
    brought = message.facts.get("files", ()) if message.direction == "in" else ()
    return [{"kind": each.get("kind"), "size": each.get("size")} for each in brought]
