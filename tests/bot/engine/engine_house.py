"""An engine and an action server that a test stops, kills and starts again."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx

from bot.commands.run import children
from bot.setup.parts import ready_model
from bot.setup.places import Places
from bot.supervisor import Child
from tests.conversations.house import NotStarted, RealHouse, real_house

START_SECONDS = 90.0
PAUSE_SECONDS = 0.2
TURN_SECONDS = 30.0

Answer = dict[str, Any]


class Process:
    """One process of a house, under the test's hand; not started yet."""

    def __init__(self, child: Child, house: RealHouse) -> None:
        self._child, self._environ = child, dict(child.environment or house.environ)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers; raises `NotStarted`."""
        self._child.log.parent.mkdir(parents=True, exist_ok=True)
        command = [str(part) for part in self._child.command]
        with self._child.log.open("ab") as log:
            root = Places.here().root
            self._process = subprocess.Popen(command, env=self._environ, cwd=root, stdout=log, stderr=log)
        until = time.monotonic() + START_SECONDS
        while not self._is_healthy():
            if time.monotonic() > until or self._process.poll() is not None:
                raise NotStarted(f"{self._child.name}: {self._child.log.read_text(errors='replace')[-2000:]}")
            time.sleep(PAUSE_SECONDS)

    def signal(self, number: int) -> None:
        """Send it a signal."""
        assert self._process is not None
        os.kill(self._process.pid, number)

    def kill(self) -> None:
        """`kill -9`, also of one that stands still; nothing if it does not run."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """It takes connections, and answers when the block is over."""
        self.signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.signal(signal.SIGCONT)

    def _is_healthy(self) -> bool:
        try:
            return httpx.get(self._child.health, trust_env=False, timeout=2).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False


@contextmanager
def breakable_house(home: Path) -> Iterator[tuple[RealHouse, Process, Process]]:
    """A demo ledger with its engine and its action server, neither of them started; gone afterwards."""
    with real_house(home, processes=()) as house:
        places = Places.here()
        named = {child.name: child for child in children(house.settings, places, ready_model(places), house.environ)}
        engine, actions = Process(named["engine"], house), Process(named["actions"], house)
        try:
            yield house, engine, actions
        finally:
            engine.kill()
            actions.kill()


async def ask(house: RealHouse, turn: dict[str, Any], seconds: float = TURN_SECONDS) -> Answer:
    """The engine's answer to a turn, as it is; raises `httpx.TransportError`."""
    async with httpx.AsyncClient(base_url=house.settings.engine_url, trust_env=False, timeout=seconds) as client:
        answer = await client.post("/webhooks/turns/", json=turn)
        return dict(answer.raise_for_status().json())


def record(house: RealHouse, conversation: str) -> list[dict[str, Any]]:
    """Every event of a conversation in the engine's own store, in order."""
    with closing(sqlite3.connect(house.tracker_file)) as connection:
        query = "SELECT data FROM events WHERE sender_id = ? ORDER BY id"
        return [json.loads(row[0]) for row in connection.execute(query, (conversation,)).fetchall()]
