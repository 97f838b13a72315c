"""A stand-in for the engine as a process of its own, which keeps nothing: `python -m benchmarks.drills.engine PORT`.

It writes a `+` when a turn begins and a `-` when it ends, so that it can be killed in the middle of one.
"""

import sys
import time
from functools import partial
from pathlib import Path

import uvicorn

from benchmarks.crash.engine import EchoEngine
from benchmarks.crash.running import Victim
from benchmarks.drills.slowly import Slowly

TURN_SECONDS = 0.2
LOOK_SECONDS = 0.002
IDLE_SECONDS = 20.0


def write(mark: str) -> None:
    """To whoever reads along."""
    print(mark, end="", flush=True)


class EngineVictim(Victim):
    """The stand-in's process; `cut` counts the turns that were under way when it was killed."""

    def __init__(self, port: int, log: Path) -> None:
        self._marks, self._read = log, 0
        self.cut = 0
        super().__init__(("benchmarks.drills.engine", str(port)), {}, log)

    def kill(self, away_seconds: float = 0.0) -> None:
        """In the middle of a turn, or idle where none comes for long; it is started again after that long."""
        until = time.monotonic() + IDLE_SECONDS
        while not self._under_way() and time.monotonic() < until:
            time.sleep(LOOK_SECONDS)
        self._process.kill()
        self._process.wait()
        self.cut += self._under_way()
        self._read = self._marks.stat().st_size
        time.sleep(away_seconds)
        self._process = self._start()

    def _under_way(self) -> int:
        marks = self._marks.read_bytes()[self._read :]
        return marks.count(b"+") - marks.count(b"-")


if __name__ == "__main__":
    app = Slowly(EchoEngine().app, "/turns/", TURN_SECONDS, partial(write, "+"), partial(write, "-"))
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=False, log_level="critical")
