"""An engine that plays a script over HTTP, for tests of what stands before it."""

from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

WAIT = {"title": "OK, I'll wait", "press": "will_wait", "given": {}}
PERSON = {"title": "Talk to a person", "press": "human", "given": {}}
FOUND = """I have looked at your account. The ledger shows:
• 19 Nov, 21:14: payment instruction (accepted), CN¥739.67 (ref. P0003-087)
• 19 Nov, 21:15: bank debit, which has not come to the end of its way through the banks yet, CN¥739.67 (ref. C0003-088)

Cause: debited by your bank, still in clearing. It is booked by 20 Nov, 21:15 at the latest.
What you can do: There is no need to pay again."""
GREETING = "Hello, I am an automated assistant, not a person.\nTell me what looks wrong."


def scripted_engine() -> Starlette:
    """Greets, finds one thing in every text, and says what was pressed."""
    return Starlette(routes=[Route("/webhooks/turns/", _answer, methods=["POST"])])


async def _answer(request: Request) -> Response:
    turn = await request.json()
    return JSONResponse({"complete": True, "faults": [], "replies": [_reply(turn)]})


def _reply(turn: dict[str, Any]) -> dict[str, Any]:
    pressed = turn.get("press")
    if pressed == "start":
        return _said("start", GREETING, PERSON)
    if pressed == "switch_language":
        return _said("language_switched", f"From now on: {turn['given']['language']}.")
    if pressed:
        return _said("pressed", f"You pressed {turn['title']}.", PERSON)
    return _said("diagnosis", FOUND, WAIT, PERSON)


def _said(name: str, text: str, *buttons: dict[str, Any]) -> dict[str, Any]:
    return {"text": text, "reply": name, "facts": {}, "buttons": list(buttons)}
