"""The real thing for tests: engine and action server as their own processes, a demo ledger at a frozen moment."""

import os
import socket
import subprocess
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx

from bot.commands.run import children
from bot.demo import Demo, read_demo
from bot.settings import Settings
from bot.setup.parts import ready_model
from bot.setup.places import Places
from bot.supervisor import Child
from servicing.ledger.demo.files import write_truth
from servicing.ledger.demo.lender import demo_books
from servicing.ledger.records import RECORDS
from servicing.ledger.writing import write_books

NOW = datetime.fromisoformat("2026-11-20T04:00:00+00:00")
BORROWERS = 70
SEED = 7
START_SECONDS = 90.0


class NotStarted(Exception):
    """A process of the house did not come up; the end of its log says why."""


@dataclass(frozen=True)
class RealHouse:
    """Where everything of a running house is."""

    settings: Settings
    environ: Mapping[str, str]
    demo: Demo

    @property
    def ledger_file(self) -> Path:
        """The books, which nothing may write to."""
        return self.settings.home / "ledger.db"

    @property
    def tracker_file(self) -> Path:
        """What the engine remembers of its conversations."""
        return self.settings.home / "tracker.db"


@contextmanager
def real_house(home: Path, processes: Collection[str] = ("engine", "actions")) -> Iterator[RealHouse]:
    """The processes on free ports over a demo ledger in `home`; they are gone afterwards."""
    books = demo_books(BORROWERS, SEED, NOW)
    write_books(f"sqlite:///{home}/ledger.db", books.rows, RECORDS)
    write_truth(home / "ledger-truth.jsonl", books.truth)
    environ = _environ(home)
    settings, places = Settings.from_environment(environ), Places.here()
    demo = read_demo(home / "ledger-truth.jsonl")
    assert demo is not None
    with ExitStack() as running:
        if processes:
            for child in children(settings, places, ready_model(places), environ):
                if child.name in processes:
                    running.enter_context(_running(child, environ))
        yield RealHouse(settings, environ, demo)


def _environ(home: Path) -> Mapping[str, str]:
    engine, actions, web = _free_ports(3)
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("DUIZHANG_")},
        "DUIZHANG_HOME": str(home),
        "DUIZHANG_NOW": NOW.isoformat(),
        "DUIZHANG_ENGINE_PORT": str(engine),
        "DUIZHANG_ACTIONS_PORT": str(actions),
        "DUIZHANG_WEB_PORT": str(web),
    }


@contextmanager
def _running(child: Child, environ: Mapping[str, str]) -> Iterator[None]:
    child.log.parent.mkdir(parents=True, exist_ok=True)
    with child.log.open("wb") as log:
        process = subprocess.Popen(
            [str(part) for part in child.command],
            env=dict(child.environment or environ),
            cwd=Places.here().root,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(child, process)
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(child: Child, process: "subprocess.Popen[bytes]") -> None:
    patience = time.monotonic() + START_SECONDS
    with httpx.Client(trust_env=False, timeout=2) as client:
        while time.monotonic() < patience and process.poll() is None:
            try:
                if client.get(child.health).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                time.sleep(0.2)
    end = child.log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise NotStarted(f"{child.name} did not answer at {child.health}:\n{end}")


def _free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]
