"""A stand-in for the engine: it says back what was said, after a while, and knows a turn that it has answered."""

import asyncio
from collections import Counter

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TURN_SECONDS = 0.02


class EchoEngine:
    """`asked` counts how often each turn came. A repeated one gets its first answer, as from the real engine."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self._answers: dict[str, dict[str, object]] = {}
        routes = [
            Route("/webhooks/turns/", self._turn, methods=["POST"]),
            Route("/webhooks/turns/health", self._health),
        ]
        self.app = Starlette(routes=routes)

    async def _turn(self, request: Request) -> Response:
        turn = await request.json()
        self.asked[turn["id"]] += 1
        if turn["id"] not in self._answers:
            await asyncio.sleep(TURN_SECONDS)
            reply: dict[str, object] = {"text": f"re {turn.get('text')}", "buttons": [], "reply": None, "facts": {}}
            self._answers[turn["id"]] = {"complete": True, "replies": [reply], "faults": []}
        return JSONResponse(self._answers[turn["id"]])

    async def _health(self, request: Request) -> Response:
        return JSONResponse({"ready": True})
