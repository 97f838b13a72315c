"""Asks the engine over the loopback. An answer counts only with its mark of completion."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Protocol

import httpx

from bot.relay.messages import Said, Turn
from bot.voice.button import Button

# How long an engine that is started again is waited for.
PATIENCE_SECONDS = 12.0
PAUSE_SECONDS = 0.5
# Nobody listens, or whoever listened is gone in the middle.
AWAY = (httpx.NetworkError, httpx.RemoteProtocolError)


class TurnFailed(Exception):
    """The engine gave no complete answer. Trying again may help."""


class Engine(Protocol):
    """Whoever answers turns."""

    async def ask(self, turn: Turn) -> Sequence[Said]:
        """The replies to a turn; raises `TurnFailed`."""
        ...

    async def is_ready(self) -> bool:
        """Whether it would answer now."""
        ...


class HttpEngine:
    """The engine's own process."""

    def __init__(self, client: httpx.AsyncClient, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._client, self._patience_seconds = client, patience_seconds

    async def ask(self, turn: Turn) -> Sequence[Said]:
        """The replies to a turn; raises `TurnFailed`."""
        try:
            answer = await self._post(_as_json(turn))
            return _replies(answer.raise_for_status().json())
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise TurnFailed(repr(error)) from error

    async def is_ready(self) -> bool:
        """Whether it is there, with a model."""
        try:
            with _broken_lines_named():
                return (await self._client.get("/webhooks/turns/health")).is_success
        except httpx.HTTPError:
            return False

    async def _post(self, turn: Mapping[str, Any]) -> httpx.Response:
        """Hand the turn over; an engine that is starting, or starting again, is waited for.

        One that died in the middle has kept nothing of the turn: it writes down what was said when it has answered.
        """
        until = asyncio.get_running_loop().time() + self._patience_seconds
        while True:
            try:
                with _broken_lines_named():
                    return await self._client.post("/webhooks/turns/", json=turn)
            except AWAY:
                if asyncio.get_running_loop().time() >= until:
                    raise
                await asyncio.sleep(PAUSE_SECONDS)


@contextmanager
def _broken_lines_named() -> Iterator[None]:
    """Where the engine dies just as it is connected to, anyio looks at a socket that is gone already."""
    try:
        yield
    except AttributeError as error:
        raise httpx.ConnectError(repr(error)) from error


def _as_json(turn: Turn) -> dict[str, Any]:
    whose = {"id": _id_of(turn), "conversation": turn.conversation}
    if turn.pressed is None:
        return {**whose, "text": turn.text}
    given = dict(turn.pressed.given)
    return {**whose, "press": turn.pressed.press, "given": given, "title": turn.pressed.title}


def _id_of(turn: Turn) -> str:
    """By which the engine recognises a message that it has answered: also one of a book that was restored since.

    The channel's own id may say who somebody is, so it is hashed.
    """
    return sha256(f"{turn.conversation} {turn.channel_id or turn.number}".encode()).hexdigest()[:32]


def _replies(body: Any) -> Sequence[Said]:
    """The replies in the engine's answer; raises `TurnFailed`, or what a broken form leads to."""
    if body["complete"] is not True:
        raise TurnFailed("; ".join(body["faults"]) or "no reply")
    return [_said(each) for each in body["replies"]]


def _said(raw: Mapping[str, Any]) -> Said:
    buttons = tuple(Button(each["title"], each["press"], each["given"]) for each in raw["buttons"])
    facts = _in_language(raw.get("facts") or {}, raw.get("language"))
    return Said(str(raw["text"] or ""), raw.get("reply"), facts, buttons)


def _in_language(facts: Mapping[str, Any], language: str | None) -> Mapping[str, Any]:
    """Each picture keeps the language that its words were said in: it is drawn later, when a channel asks for it."""
    pictures = facts.get("pictures")
    if not isinstance(pictures, list):
        return facts
    return {**facts, "pictures": [{**each, "language": language} for each in pictures if isinstance(each, Mapping)]}
