"""The one way into the engine: a turn, answered with its replies and a mark that it was completed.

`POST /webhooks/turns` takes `{"id", "conversation", "text"}`, or `"press"` with `"given"` and `"title"` in the place of
the text, and answers `{"complete": true, "repeated": false, "replies": [...], "faults": []}`. Text is never read as a
command, whatever it begins with; a press is an intent that our own relay vouches for. An `id` is one message of its
conversation for good: asked about again it gets the replies that it got, with `"repeated": true`, and nothing happens.
A turn in which anything failed inside the engine is answered with `"complete": false`, because Rasa itself answers 200
with whatever it had said by then; it leaves no trace, so it can be asked again.

`DELETE /webhooks/turns/record/CONVERSATION` erases what the engine holds of a conversation, and answers
`{"erased": 12}`, the number of its events. The ids of its messages are forgotten with it.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.engine.faults import FaultNoter
from bot.engine.plain import as_text
from bot.engine.running import Collected, Turns


class TurnInput(InputChannel):
    """Takes turns from the relay, over the loopback."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in the engine."""
        return "turns"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes. Rasa's own way to hand a message over is passed by: it keeps a turn that failed."""
        turns, running = Blueprint("turns"), Turns()
        logging.getLogger("rasa.core").addHandler(FaultNoter(level=logging.ERROR))

        @turns.post("/")
        async def take(request: Request) -> HTTPResponse:
            message = message_from(request.json, Collected())
            return response.json(await running.answer(request.app.ctx.agent, message))

        @turns.delete("/record/<conversation>")
        async def erase(request: Request, conversation: str) -> HTTPResponse:
            return response.json({"erased": await running.erase(request.app.ctx.agent, conversation)})

        @turns.get("/health")
        async def health(request: Request) -> HTTPResponse:
            """Ready only with a model: the engine's own front page answers without one, too."""
            ready = request.app.ctx.agent is not None and request.app.ctx.agent.is_ready()
            return response.json({"ready": ready}, status=200 if ready else 503)

        return turns


def message_from(turn: Any, output: OutputChannel) -> UserMessage:
    """Rasa's own form of a turn; raises `InvalidUsage`, which is answered with 400."""
    if not isinstance(turn, dict) or not all(turn.get(name) for name in ("id", "conversation")):
        raise InvalidUsage("a turn has an id and a conversation")
    pressed, text = turn.get("press"), turn.get("text")
    if not pressed and not isinstance(text, str):
        raise InvalidUsage("a turn has a text or a press")
    return UserMessage(
        text=turn.get("title") or pressed if pressed else as_text(str(text)),
        output_channel=output,
        sender_id=turn["conversation"],
        parse_data=_understood(turn) if pressed else None,
        input_channel="turns",
        message_id=turn["id"],
    )


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
