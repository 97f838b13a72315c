"""The log of the actions' process: each line an event, and nothing that a borrower typed in it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.adapter import Adapted
from actions.house import House
from actions.turn import Outcome, Turn
from servicing.logs.lines import fit_to_write
from tests.actions.house import house
from tests.bot.live import free_port

TYPED = "还了六百 to Grace, 13812345678"
START_SECONDS, PATIENCE_SECONDS = 30.0, 10.0


def tracker(message: dict[str, Any]) -> dict[str, Any]:
    """What the engine sends of a conversation."""
    return {"sender_id": "c1", "slots": {}, "latest_message": message, "events": [], "paused": False}


async def test_what_an_action_writes_bears_its_conversation_and_not_what_was_typed(tmp_path: Path) -> None:
    """Also in the thread that the action works in."""

    def act(turn: Turn, _: House) -> Outcome:
        structlog.get_logger().warning("odd", why=turn.text)
        return Outcome()

    told = tracker({"text": TYPED, "intent": {"name": "affirm"}, "entities": []})
    heard = Tracker.from_dict(told)
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars, _fit]) as lines:
        await Adapted("action_odd", act, house(tmp_path)).run(CollectingDispatcher(), heard, {})
    assert lines == [{"event": "odd", "why": "[typed]", "conversation": "c1", "log_level": "warning"}]


def _fit(logger: Any, name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return dict(fit_to_write(logger, name, event))


@pytest.mark.parametrize("message", [{"text": TYPED, "entities": [{TYPED: TYPED}]}, {"text": [TYPED], "intent": TYPED}])
def test_a_call_that_cannot_be_answered_is_a_line_without_its_words(tmp_path: Path, message: dict[str, Any]) -> None:
    """The process logs as it is started by `run`: whoever complains, the words of the borrower stay out."""
    log, port = tmp_path / "actions.log", free_port()
    told = {"DUIZHANG_HOME": str(tmp_path), "DUIZHANG_ACTIONS_PORT": str(port)}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "actions"], env={**os.environ, **told}, stdout=out, stderr=out
        )
    try:
        answer = _called(port, {"next_action": "action_bill", "domain": {"slots": {}}, "tracker": tracker(message)})
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)
    assert answer.status_code == 500
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    (failed,) = [each for each in events if each["level"] == "error"]
    assert failed["error"][0]["at"]
    shown = json.dumps(events, ensure_ascii=False)
    assert not [each for each in ("还了", "六百", "Grace", "13812345678") if each in shown]


def _called(port: int, call: dict[str, Any]) -> httpx.Response:
    """The answer to a call, once the process listens."""
    end = time.monotonic() + START_SECONDS
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        while True:
            try:
                return client.post("/webhook", json=call)
            except httpx.TransportError:
                assert time.monotonic() < end
                time.sleep(0.1)
