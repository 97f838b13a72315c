"""The Bot API on a socket."""

import asyncio
import inspect
import secrets
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tests.bot.telegram import about, editing, polling, sending, topics, webhook
from tests.bot.telegram.calls import Call, read_call
from tests.bot.telegram.faults import Fault
from tests.bot.telegram.refusals import Refusal
from tests.bot.telegram.world import World, as_told

Method = Callable[[World, Call], Any]
ROOMS: tuple[dict[str, Any], ...] = (
    *(about.METHODS, polling.METHODS, webhook.METHODS),
    *(sending.METHODS, editing.METHODS, topics.METHODS),
)
METHODS: dict[str, Method] = {name.lower(): method for room in ROOMS for name, method in room.items()}
LARGEST_BODY_BYTES = 50 * 1024 * 1024
REASONS = {429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}


def open_server(world: World) -> Starlette:
    """The application."""

    async def method(request: Request) -> Response:
        try:
            return await _answer(world, request)
        except ClientDisconnect:
            # A bot that was killed in the middle of a call: nobody reads the answer.
            return Response(status_code=400)

    async def file(request: Request) -> Response:
        return await _file(world, request)

    return Starlette(
        routes=[
            Route("/file/bot{token}/{path:path}", file, methods=["GET"]),
            Route("/bot{token}/{method}", method, methods=["GET", "POST"]),
        ],
        exception_handlers={404: _not_found},
    )


class LineBreaks(Response):
    """An answer that ends in the middle: the other side cannot know what became of its call."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin, and go."""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"ok":', "more_body": True})


async def _answer(world: World, request: Request) -> Response:
    try:
        _check_token(world, request.path_params["token"])
        body = await request.body()
        if len(body) > LARGEST_BODY_BYTES:
            raise Refusal(413, "Request Entity Too Large")
        method = request.path_params["method"]
        call = read_call(method, request.url.query, request.headers.get("content-type", ""), body)
        with world.lock:
            world.calls.append(call)
            fault = world.faults.take(method)
        if fault:
            return await _go_wrong(world, call, fault)
        return JSONResponse({"ok": True, "result": await _carry_out(world, call)})
    except Refusal as refusal:
        return _refused(refusal)


async def _carry_out(world: World, call: Call) -> Any:
    if call.method.lower() not in METHODS:
        raise Refusal(404, "Not Found: method not found")
    method = METHODS[call.method.lower()]
    if inspect.iscoroutinefunction(method):
        return await method(world, call)
    with world.lock:
        return as_told(method(world, call))


async def _go_wrong(world: World, call: Call, fault: Fault) -> Response:
    if fault.accepted:
        await _carry_out(world, call)
    await asyncio.sleep(fault.silent_seconds)
    if not fault.status:
        return LineBreaks()
    more = {"retry_after": fault.retry_after} if fault.retry_after else {}
    return _refused(Refusal(fault.status, REASONS.get(fault.status, "Bad Request"), **more))


async def _file(world: World, request: Request) -> Response:
    try:
        _check_token(world, request.path_params["token"])
        with world.lock:
            return Response(world.files.download(request.path_params["path"]), media_type="application/octet-stream")
    except Refusal as refusal:
        return _refused(refusal)


def _check_token(world: World, token: str) -> None:
    """Raises: Refusal; 404 for what cannot be a token, 401 for one that nobody has."""
    number, _, secret = token.partition(":")
    if not number.isdecimal() or not secret:
        raise Refusal(404, "Not Found")
    if not secrets.compare_digest(token.encode(), world.token.encode()):
        raise Refusal(401, "Unauthorized")


def _refused(refusal: Refusal) -> Response:
    told: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        told["parameters"] = refusal.parameters
    return JSONResponse(told, refusal.code)


async def _not_found(request: Request, error: Exception) -> Response:
    return _refused(Refusal(404, "Not Found"))
