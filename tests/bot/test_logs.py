"""The log of the bot's own process: what a borrower typed, and whatever opens a door, is not in it."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.visitor import COOKIE
from tests.bot.channels.house import send
from tests.bot.live import free_port, serving

TYPED = "我是王小明，昨天从 6222021234567890123 还了 1030，电话 13812345678，wang@example.com, 11010119900307123X"
PRIVATE = ["王小明", "昨天", "还了", "6222021234567890123", "13812345678", "wang@example.com", "11010119900307123"]
BOT_TOKEN, KEY = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1", "sk-live-4f9a8b7c6d5e4f3a2b1c"
START_SECONDS, PATIENCE_SECONDS = 30.0, 10.0


def babbling_engine() -> Starlette:
    """Greets; of every text it says that it failed, and repeats it, whole and in part."""

    async def answer(request: Request) -> Response:
        turn = await request.json()
        if "press" in turn:
            said = {"text": "hello", "reply": "start", "facts": {}, "buttons": []}
            return JSONResponse({"complete": True, "faults": [], "replies": [said]})
        return JSONResponse(
            {"complete": False, "faults": [f"cannot use {turn['text']}", turn["text"][9:60]], "replies": []}
        )

    return Starlette(routes=[Route("/webhooks/turns/", answer, methods=["POST"])])


@contextmanager
def serve(home: Path, log: Path) -> Iterator[str]:
    """The bot's process as `run` starts it, with everything that it prints in the log."""
    with serving(babbling_engine()) as engine, log.open("wb") as out:
        port = str(free_port())
        told = {
            "DUIZHANG_HOME": str(home),
            "DUIZHANG_ENGINE_PORT": engine.rpartition(":")[2],
            "DUIZHANG_WEB_PORT": port,
        }
        command = [sys.executable, "-m", "bot", "serve"]
        process = subprocess.Popen(command, env={**os.environ, **told}, stdout=out, stderr=out)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_SECONDS)


def until(log: Path, event: str) -> None:
    """Wait until an event is in the log."""
    end = time.monotonic() + PATIENCE_SECONDS
    while f'"{event}"' not in log.read_text(encoding="utf-8"):
        assert time.monotonic() < end, log.read_text(encoding="utf-8")
        time.sleep(0.05)


def until_up(client: httpx.Client) -> None:
    """Wait until it answers."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            client.get("/health").raise_for_status()
            return
        except httpx.TransportError:
            assert time.monotonic() < end
            time.sleep(0.1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder in which one borrower of the demo can be chosen."""
    truth = {"borrower_id": "B0003", "called": "Grace", "language": "en", "harms": list[str](), "mixture": None}
    (tmp_path / "ledger-truth.jsonl").write_text(json.dumps(truth) + "\n", encoding="utf-8")
    return tmp_path


def test_nothing_private_is_in_the_log_of_the_bot(home: Path) -> None:
    """Though the engine babbles, a database breaks, and keys stand in addresses and headers."""
    log = home / "bot.log"
    with serve(home, log) as url, httpx.Client(base_url=url, trust_env=False, timeout=10) as client:
        until_up(client)
        send(client, "web", "begin")
        sent = send(client, "web", "line", text=TYPED)
        until(log, "turn failed")
        client.get(f"/bot{BOT_TOKEN}/getMe?key={KEY}", headers={"authorization": f"Bearer {KEY}"})
        client.post("/chat/messages", content=f'{{"text": "{TYPED}'.encode())
        break_down(home / "chat.db")
        broken = send(client, "web", "line", id="next", text=TYPED)
        until(log, "database away")
        secrets = [client.cookies[COOKIE], sent.request.headers["cookie"]]
    assert (sent.status_code, broken.status_code) == (202, 503)
    shown = as_read(log)
    assert not [each for each in [*PRIVATE, *secrets, BOT_TOKEN, KEY] if each in shown]
    assert not re.search("[0-9]{11}", shown)


def break_down(chat: Path) -> None:
    """Take a table away."""
    with closing(sqlite3.connect(chat)) as connection:
        connection.execute("ALTER TABLE messages RENAME TO gone")


def as_read(log: Path) -> str:
    """The log without escapes; each line must be an event, and that of the turn names its conversation."""
    events: list[dict[str, Any]] = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    failed = next(each for each in events if each["event"] == "turn failed")
    assert re.fullmatch("[0-9a-f]{32}", failed["conversation"])
    assert failed["level"] == "warning"
    # Times are no numbers of anybody.
    return "\n".join(json.dumps({**each, "at": "", "conversation": ""}, ensure_ascii=False) for each in events)
