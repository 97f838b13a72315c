"""The web chat: a page, and the four addresses that it talks to."""

import json
import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels import Surroundings
from bot.relay.messages import LONGEST_ID, LONGEST_TEXT, Button, Incoming, Message

PAGE = Path(__file__).parent / "web_page"
COOKIE = "duizhang_chat"
HEARTBEAT_SECONDS = 15.0
LONGEST_BODY = 20_000
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Unreadable(Exception):
    """The page sent something that is not of its form."""


@dataclass(frozen=True)
class Web:
    """The channel; a conversation is known by a secret in a cookie that no script can read."""

    around: Surroundings
    name: str = "web"

    def routes(self) -> Sequence[BaseRoute]:
        """The page, what it is made of, and what it asks for."""
        return [
            Route("/", self.page),
            Route("/chat/about", self.about),
            Route("/chat/conversations", self.begin, methods=["POST"]),
            Route("/chat/messages", self.take, methods=["POST"]),
            Route("/chat/language", self.switch, methods=["POST"]),
            Route("/chat/events", self.events),
            Mount("/static", StaticFiles(directory=PAGE)),
        ]

    async def page(self, request: Request) -> Response:
        """The page itself."""
        return FileResponse(PAGE / "index.html", headers=HEADERS)

    async def about(self, request: Request) -> Response:
        """The languages, and the demo's borrowers where the demo runs."""
        demo = self.around.demo
        borrowers = [each.__dict__ for each in demo.borrowers] if demo else []
        languages = {code: each.name for code, each in self.around.languages.items()}
        return JSONResponse({"languages": languages, "borrowers": borrowers})

    async def begin(self, request: Request) -> Response:
        """A new conversation, for a demo borrower where one is named."""
        try:
            body = await _body(request)
            language = _one_of(body, "language", self.around.languages)
        except Unreadable as error:
            return _refused(str(error))
        chosen = self.around.demo.find(str(body["borrower"])) if self.around.demo and body.get("borrower") else None
        if body.get("borrower") and chosen is None:
            return _refused("no such borrower")
        secret = secrets.token_urlsafe(24)
        now = self.around.clock()
        conversation = self.around.relay.book.conversation(self.name, secret, language, now)
        if chosen:
            self.around.access.link(conversation, chosen.borrower_id, now)
        await self.around.relay.press(conversation, Button("", "start", {"language": language}))
        answer = JSONResponse({"begun": True}, status_code=201)
        answer.set_cookie(COOKIE, secret, httponly=True, samesite="strict", max_age=7 * 24 * 3600)
        return answer

    async def take(self, request: Request) -> Response:
        """A message, or the token of a pressed button; the page's own id makes a second sending harmless."""
        conversation = self._conversation(request)
        if conversation is None:
            return _nobody()
        try:
            incoming = _incoming(conversation, await _body(request))
        except Unreadable as error:
            return _refused(str(error))
        is_new = await self.around.relay.take(incoming)
        return JSONResponse({"taken": is_new}, status_code=202)

    async def switch(self, request: Request) -> Response:
        """The language switch of the page."""
        conversation = self._conversation(request)
        if conversation is None:
            return _nobody()
        try:
            language = _one_of(await _body(request), "language", self.around.languages)
        except Unreadable as error:
            return _refused(str(error))
        self.around.relay.book.set_language(conversation, language)
        await self.around.relay.press(conversation, Button("", "switch_language", {"language": language}))
        return JSONResponse({"language": language}, status_code=202)

    async def events(self, request: Request) -> Response:
        """Every line of the conversation, as server-sent events; `Last-Event-ID` says where to go on."""
        conversation = self._conversation(request)
        if conversation is None:
            return _nobody()
        after = request.headers.get("last-event-id", "0")
        stream = self._lines(conversation, int(after) if after.isdecimal() else 0)
        return StreamingResponse(stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _lines(self, conversation: str, number: int) -> AsyncIterator[str]:
        async for message in self.around.relay.follow(conversation, number, HEARTBEAT_SECONDS):
            yield f"id: {message.number}\ndata: {json.dumps(_shown(message))}\n\n" if message else ": still here\n\n"

    def _conversation(self, request: Request) -> str | None:
        secret = request.cookies.get(COOKIE)
        return self.around.relay.book.known(self.name, secret) if secret else None


def open_channel(around: Surroundings) -> Web:
    """The channel; it needs no setting."""
    return Web(around)


def _incoming(conversation: str, body: dict[str, Any]) -> Incoming:
    channel_id, text, token = (body.get(name) for name in ("id", "text", "press"))
    if not isinstance(channel_id, str) or not 0 < len(channel_id) <= LONGEST_ID:
        raise Unreadable("an id of at most 64 characters is missing")
    if isinstance(token, str) and 0 < len(token) <= LONGEST_ID:
        return Incoming(conversation, channel_id, token=token)
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_TEXT:
        raise Unreadable(f"a text of 1 to {LONGEST_TEXT} characters is missing")
    return Incoming(conversation, channel_id, text=text.strip())


def _shown(message: Message) -> dict[str, Any]:
    return {
        "from": "you" if message.direction == "in" else "bot",
        "text": message.text,
        "at": message.at.isoformat(),
        "reply": message.reply,
        "buttons": [{"title": each.title, "press": each.token} for each in message.buttons],
    }


async def _body(request: Request) -> dict[str, Any]:
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > LONGEST_BODY:
            raise Unreadable("that is too long")
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise Unreadable("that is not JSON") from error
    if not isinstance(body, dict):
        raise Unreadable("that is not a JSON object")
    return body


def _one_of(body: dict[str, Any], name: str, known: Any) -> str:
    value = body.get(name)
    if value not in known:
        raise Unreadable(f"{name} must be one of {', '.join(known)}")
    return str(value)


def _refused(why: str) -> Response:
    return JSONResponse({"error": why}, status_code=400)


def _nobody() -> Response:
    return JSONResponse({"error": "no conversation: begin one first"}, status_code=401)
