"""The one way into the engine: a turn, answered with its replies and a mark that it was completed.

`POST /webhooks/turns` takes `{"id", "conversation", "text"}`, or `"press"` with `"given"` and `"title"` in the place of
the text, and answers `{"complete": true, "replies": [...]}`. Text is never read as a command, whatever it begins with;
a press is an intent that our own relay vouches for. A turn in which anything failed inside the engine is answered with
`"complete": false`, because Rasa itself answers 200 with whatever it had said by then.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

COMMAND_SIGNS = "/／ \t\n"

_faults: ContextVar[list[str] | None] = ContextVar("faults", default=None)


class FaultNoter(logging.Handler):
    """Notes what Rasa logs as an error while a turn runs: it swallows the exception and goes on."""

    def emit(self, record: logging.LogRecord) -> None:
        """Add the message to the running turn's faults, if a turn is running."""
        faults = _faults.get()
        if faults is not None:
            faults.append(record.getMessage()[:300])


class Collected(OutputChannel):
    """Keeps what is said in a turn whole, instead of cutting it up for a messaging app."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name in the engine."""
        return "turns"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a message."""
        named = message.get("custom") or {}
        self.replies.append({"text": message.get("text"), "buttons": message.get("buttons") or [], **named})


class TurnInput(InputChannel):
    """Takes turns from the relay, over the loopback."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in the engine."""
        return "turns"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes."""
        turns = Blueprint("turns")
        logging.getLogger("rasa.core").addHandler(FaultNoter(level=logging.ERROR))

        @turns.post("/")
        async def take(request: Request) -> HTTPResponse:
            collected = Collected()
            faults: list[str] = []
            _faults.set(faults)
            await on_new_message(message_from(request.json, collected))
            complete = bool(collected.replies) and not faults
            return response.json({"complete": complete, "replies": collected.replies, "faults": faults})

        @turns.get("/health")
        async def health(request: Request) -> HTTPResponse:
            """Ready only with a model: the engine's own front page answers without one, too."""
            ready = request.app.ctx.agent is not None and request.app.ctx.agent.is_ready()
            return response.json({"ready": ready}, status=200 if ready else 503)

        return turns


def message_from(turn: dict[str, Any], output: OutputChannel) -> UserMessage:
    """Rasa's own form of a turn."""
    pressed = turn.get("press")
    return UserMessage(
        text=turn.get("title") or pressed if pressed else as_text(turn["text"]),
        output_channel=output,
        sender_id=turn["conversation"],
        parse_data=_understood(turn) if pressed else None,
        input_channel="turns",
        message_id=turn["id"],
    )


def as_text(typed: str) -> str:
    """What was typed without the signs by which Rasa would take it for a command; a lone sign is a question mark."""
    return typed.lstrip(COMMAND_SIGNS) or "?"


def _understood(turn: dict[str, Any]) -> dict[str, Any]:
    """A press is understood already: its intent, and what was given with it as entities."""
    intent = {"name": turn["press"], "confidence": 1.0}
    entities = [{"entity": name, "value": value} for name, value in (turn.get("given") or {}).items()]
    return {
        "text": turn.get("title") or turn["press"],
        "intent": intent,
        "intent_ranking": [intent],
        "entities": entities,
    }
