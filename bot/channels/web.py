"""The web chat: a page, and the addresses that it talks to. A conversation is known by a secret in a cookie."""

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
from bot.channels.door import Stranger, body_of, guarded, id_of, line_of, one_of, place_in_stream, same_host
from bot.channels.gallery import NOT_FOUND, PATH, Gallery
from bot.channels.papers import PATH as PAPERS_PATH
from bot.channels.papers import Papers
from bot.pictures.artist import Artist
from bot.relay.messages import Incoming, Message
from bot.voice.voice import Voice

PAGE = Path(__file__).parent / "web_page"
COOKIE = "duizhang_chat"
COOKIE_SECONDS = 7 * 24 * 3600
HEARTBEAT_SECONDS = 15.0
STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@dataclass(frozen=True)
class Web:
    """The channel; no script can read its cookie, and no other site can have it sent."""

    around: Surroundings
    gallery: Gallery
    name: str = "web"

    def routes(self) -> Sequence[BaseRoute]:
        """The page, what it is made of, and what it asks for."""
        inner = [
            Route("/", self.page),
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
        return guarded(("/", "/chat/{rest:path}", "/static/{rest:path}", PATH, PAPERS_PATH), inner, same_host)

    async def page(self, request: Request) -> Response:
        """The page itself."""
        return FileResponse(PAGE / "index.html")

    async def about(self, request: Request) -> Response:
        """The languages, the demo's borrowers where the demo runs, and whether a conversation has begun."""
        return JSONResponse({**about(self.around, "page"), "begun": await self._has_begun(request)})

    async def begin(self, request: Request) -> Response:
        """A new conversation, for a demo borrower where one is named."""
        _, secret = await begin(self.around, self.name, await body_of(request))
        answer = JSONResponse({"begun": True}, status_code=201)
        is_safe = request.url.scheme == "https"
        answer.set_cookie(COOKIE, secret, httponly=True, samesite="strict", secure=is_safe, max_age=COOKIE_SECONDS)
        return answer

    async def take(self, request: Request) -> Response:
        """A message, or the token of a pressed button; the page's own id makes a second sending harmless."""
        conversation = await self._conversation(request)
        is_new = await self.around.relay.take(_incoming(conversation, await body_of(request)))
        return JSONResponse({"taken": is_new}, status_code=202)

    async def switch(self, request: Request) -> Response:
        """The language switch of the page."""
        conversation = await self._conversation(request)
        language = one_of(await body_of(request), "language", self.around.languages)
        await switch(self.around, conversation, language)
        return JSONResponse({"language": language}, status_code=202)

    async def leave(self, request: Request) -> Response:
        """This browser forgets its conversation, as before somebody else uses it; the conversation itself stays."""
        answer = JSONResponse({"left": True})
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
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
        async for message in self.around.relay.follow(conversation, number, HEARTBEAT_SECONDS):
            if message is None:
                yield ": still here\n\n"
                continue
            shown = {**_shown(message), "pictures": await asyncio.to_thread(self.gallery.listed, message)}
            shown["documents"] = Papers(self.around).listed(message)
            yield f"id: {message.number}\ndata: {json.dumps(shown)}\n\n"

    async def _conversation(self, request: Request) -> str:
        return await known(self.around, self.name, request.cookies.get(COOKIE))

    async def _has_begun(self, request: Request) -> bool:
        try:
            await self._conversation(request)
        except Stranger:
            return False
        return True


def open_channel(around: Surroundings) -> Web:
    """The channel; it needs no setting."""
    return Web(around, Gallery(Artist(Voice(around.languages)), around.relay.book))


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
    }
