"""The door of a channel that is reached over HTTP: what comes in has a form and a limit, what goes out is guarded."""

import json
import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import MutableHeaders
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.relay.messages import LONGEST_ID, LONGEST_TEXT
from servicing.errors import CasesUnreachable

LONGEST_BODY_BYTES = 50_000  # the longest text with every character written as two \u escapes
LARGEST_NUMBER_DIGITS = 15
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NOT_CHARACTERS = re.compile("[\0\ud800-\udfff]")
log = structlog.get_logger()


class Refused(Exception):
    """What was sent cannot be taken; the sentence that it carries is for whoever wrote the sender."""

    status = 400

    @property
    def headers(self) -> Mapping[str, str]:
        """What the answer says beside the sentence."""
        return {}


class Stranger(Refused):
    """no conversation: begin one first"""

    status = 401

    def __str__(self) -> str:
        return self.__doc__ or ""


class Foreign(Refused):
    """A request that does not come from where this channel is meant to be used."""

    status = 403


class TooFast(Refused):
    """too much at once: wait, then send it again"""

    status = 429

    def __init__(self, seconds: float) -> None:
        super().__init__(self.__doc__ or "")
        self._seconds = seconds

    @property
    def headers(self) -> Mapping[str, str]:
        """When to send it again, in whole seconds."""
        return {"Retry-After": str(max(1, math.ceil(self._seconds)))}


def guarded(
    paths: Sequence[str],
    routes: Sequence[BaseRoute],
    is_ours: Callable[[Request], bool],
    headers: Mapping[str, str] = HEADERS,
    longest_body_bytes: int = LONGEST_BODY_BYTES,
) -> list[Route]:
    """The routes of a channel behind one guard, reached under these paths.

    Every answer, also one that says "not found", bears the headers of safety; a request that is not ours is refused.
    """
    limited = RequestBodyLimitMiddleware(_OursOnly(Router(routes), is_ours), max_body_size=longest_body_bytes)
    handlers = {Refused: _refused, SQLAlchemyError: _away, CasesUnreachable: _away}
    app = _SafeHeaders(ExceptionMiddleware(limited, handlers), headers)
    return [Route(path, app, name=path) for path in paths]


def same_host(request: Request) -> bool:
    """A page of another host may not speak for whoever looks at it; what is no page sends no `Origin`."""
    origin = request.headers.get("origin")
    return request.method in ("GET", "HEAD") or origin is None or urlsplit(origin).netloc == request.url.netloc


class _OursOnly:
    def __init__(self, app: ASGIApp, is_ours: Callable[[Request], bool]) -> None:
        self._app, self._is_ours = app, is_ours

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._is_ours(Request(scope)):
            raise Foreign("requests from there are not taken")
        await self._app(scope, receive, send)


class _SafeHeaders:
    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app, self._headers = app, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", "no-cache")
                headers.update(self._headers)
            await send(message)

        await self._app(scope, receive, send_safely)


async def _refused(request: Request, error: Exception) -> Response:
    refused = error if isinstance(error, Refused) else Refused(str(error))
    return JSONResponse({"error": str(refused)}, status_code=refused.status, headers=dict(refused.headers))


async def _away(request: Request, error: Exception) -> Response:
    log.error("database away", path=request.url.path, why=str(error).partition("\n")[0])
    return JSONResponse({"error": "a database is away: try again later"}, status_code=503)


async def body_of(request: Request) -> Mapping[str, Any]:
    """The JSON object that was sent; raises `Refused`."""
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise Refused("that is not JSON") from error
    if not isinstance(body, dict):
        raise Refused("that is not a JSON object")
    return body


def line_of(body: Mapping[str, Any], name: str) -> str:
    """What somebody typed, without the space around it; raises `Refused`."""
    return _sound(body, name, LONGEST_TEXT).strip()


def id_of(body: Mapping[str, Any], name: str, longest: int = LONGEST_ID) -> str:
    """An id or a token; raises `Refused`."""
    return _sound(body, name, longest)


def _sound(body: Mapping[str, Any], name: str, longest: int) -> str:
    """A text that any database can keep: without NUL, and without the half characters that JSON can express."""
    value = body.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise Refused(f"{name} must be a text of 1 to {longest} characters")
    if NOT_CHARACTERS.search(value):
        raise Refused(f"{name} has characters in it that are none")
    return value


def one_of(body: Mapping[str, Any], name: str, known: Collection[str]) -> str:
    """A value that must be one of those known; raises `Refused`."""
    value = body.get(name)
    if not isinstance(value, str) or value not in known:
        raise Refused(f"{name} must be one of {', '.join(known)}")
    return value


def place_in_stream(request: Request) -> int:
    """The number of the last line that the reader has: of its header when it reconnects, else of the address."""
    wanted = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
    is_number = wanted.isascii() and wanted.isdigit() and len(wanted) <= LARGEST_NUMBER_DIGITS
    return int(wanted) if is_number else 0
