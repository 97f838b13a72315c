"""The bot as a process of its own, which a test can kill in the middle of anything."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
START_SECONDS = 30.0


@dataclass
class BotProcess:
    """The bot over an engine that runs already; `start` and `kill` as often as a test likes."""

    home: Path
    engine_port: str
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        told = {"DUIZHANG_HOME": str(self.home), "DUIZHANG_ENGINE_PORT": self.engine_port}
        environ = {**os.environ, **told, "DUIZHANG_WEB_PORT": str(self.port)}
        with (self.home / "bot.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"], cwd=ROOT, env=environ, stdout=log, stderr=log
            )
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            assert time.monotonic() < until, (self.home / "bot.log").read_text(encoding="utf-8")
            time.sleep(0.05)

    def kill(self) -> None:
        """Kill it: nothing is finished, nothing is said goodbye to."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health", trust_env=False).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False
