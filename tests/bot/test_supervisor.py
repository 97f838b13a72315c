"""Processes are started, waited for, restarted and ended; tiny Python programs play them.

A child is healthy once the file exists that stands for its address.
"""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.supervisor import Child, KeepsDying, Limits, NotStarted, Supervisor

ROOT = Path(__file__).parents[2]
QUICK = Limits(start_seconds=5, poll_seconds=0.02, stop_seconds=0.5, pauses_seconds=(0.01, 0.01), calm_seconds=60)

SERVES = "open({ready!r}, 'w').write(str(os.getpid())); time.sleep(60)"
ENDS = "print('out of ideas'); sys.exit(3)"
STUBBORN = "signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SERVES
HAS_A_CHILD = "subprocess.Popen([sys.executable, '-c', {grandchild!r}]); time.sleep(60)"


def child(folder: Path, program: str, name: str = "engine") -> Child:
    """A child that runs the program; its file is `folder/name`."""
    ready = str(folder / name)
    text = "import os, signal, subprocess, sys, time; " + program.format(
        ready=ready, grandchild="import os, time; " + SERVES.format(ready=ready)
    )
    return Child(name, (sys.executable, "-c", text), ready, folder / f"{name}.log")


async def probe(address: str) -> bool:
    """Whether the file is there and written."""
    return Path(address).exists() and bool(Path(address).read_text(encoding="utf-8"))


class Watched:
    """A supervisor over the children, and what it said."""

    def __init__(self, *children: Child, limits: Limits = QUICK) -> None:
        self.said: list[str] = []
        self.supervisor = Supervisor(children, probe, time.monotonic, self.said.append, limits)

    async def run(self, when_ready: Callable[[], None] | None = None) -> None:
        """Runs until stopped; by default that is as soon as all answer."""
        await asyncio.wait_for(self.supervisor.run(when_ready or self.supervisor.stop), timeout=20)


def is_alive(process: int) -> bool:
    """Whether the process is there and is not a mere entry waiting to be collected."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    entry = Path(f"/proc/{process}/status")
    return not entry.exists() or "\nState:\tZ" not in entry.read_text(encoding="utf-8")


def process_of(child: Child) -> int:
    """The number that the child wrote."""
    return int(Path(child.health).read_text(encoding="utf-8"))


async def until(true: Callable[[], bool]) -> bool:
    """Waits a little for something to become true."""
    for _ in range(500):
        if true():
            return True
        await asyncio.sleep(0.01)
    return False


async def test_all_are_started_and_all_are_ended(tmp_path: Path) -> None:
    """Readiness means that every one answers; the end leaves nothing behind."""
    children = [child(tmp_path, SERVES, name) for name in ("engine", "actions", "bot")]
    seen: list[bool] = []
    watched = Watched(*children)

    def when_ready() -> None:
        seen.extend(is_alive(process_of(each)) for each in children)
        watched.supervisor.stop()

    await watched.run(when_ready)
    assert seen == [True, True, True]
    assert [is_alive(process_of(each)) for each in children] == [False, False, False]


async def test_one_that_ends_before_it_answers_is_quoted_and_the_others_are_ended(tmp_path: Path) -> None:
    """Its last words are usually the reason."""
    fine, bad = child(tmp_path, SERVES, "actions"), child(tmp_path, "time.sleep(0.5); " + ENDS)
    with pytest.raises(
        NotStarted, match=r"(?s)engine did not start: it ended with code 3.*engine\.log:\n  out of ideas"
    ):
        await Watched(fine, bad).run()
    assert not is_alive(process_of(fine))


async def test_one_that_never_answers_is_given_up(tmp_path: Path) -> None:
    """There is a limit on everything, and it is told."""
    limits = Limits(start_seconds=0.3, poll_seconds=0.02)
    with pytest.raises(NotStarted, match=r"did not answer at .* within 0 seconds"):
        await Watched(child(tmp_path, "time.sleep(60)"), limits=limits).run()


async def test_a_dead_one_is_started_again(tmp_path: Path) -> None:
    """One crash should cost a borrower seconds, not the evening."""
    engine = child(tmp_path, SERVES)
    watched = Watched(engine)

    async def kill_and_await_the_next() -> None:
        first = process_of(engine)
        os.kill(first, signal.SIGKILL)
        assert await until(lambda: process_of(engine) != first)
        watched.supervisor.stop()

    tasks: list[asyncio.Task[None]] = []
    await watched.run(lambda: tasks.append(asyncio.create_task(kill_and_await_the_next())))
    await asyncio.gather(*tasks)
    assert watched.said[0].startswith("engine was ended by SIGKILL; starting it again in 0.01 s")


async def test_one_that_keeps_dying_is_given_up_and_the_others_are_ended(tmp_path: Path) -> None:
    """Restarting for ever hides the trouble and fills the disk."""
    fine = child(tmp_path, SERVES, "actions")
    bad = child(tmp_path, "open({ready!r}, 'w').write('here'); time.sleep(0.2); " + ENDS)
    watched = Watched(fine, bad)
    with pytest.raises(KeepsDying, match="engine ended 3 times within 1 minutes"):
        await watched.run(lambda: None)
    assert len(watched.said) == 2
    assert not is_alive(process_of(fine))


async def test_one_that_ignores_the_request_is_killed(tmp_path: Path) -> None:
    """Ctrl-C must work within a few seconds, whatever a library does."""
    stubborn = child(tmp_path, STUBBORN)
    start = time.monotonic()
    await Watched(stubborn).run()
    assert not is_alive(process_of(stubborn))
    assert time.monotonic() - start < 5


async def test_grandchildren_go_too(tmp_path: Path) -> None:
    """A worker that a library forks would otherwise keep the port."""
    parent = child(tmp_path, HAS_A_CHILD)
    await Watched(parent).run()
    assert await until(lambda: not is_alive(process_of(parent)))


async def test_an_end_asked_for_during_the_start_is_heard(tmp_path: Path) -> None:
    """Nobody should have to wait for the engine in order to leave."""
    watched = Watched(child(tmp_path, "time.sleep(60)"))
    asyncio.get_running_loop().call_later(0.2, watched.supervisor.stop)
    start = time.monotonic()
    await watched.run()
    assert time.monotonic() - start < 3


SUPERVISES = """
import asyncio, sys, time
from bot.orphans import dies_with_us
from bot.supervisor import Child, Supervisor
async def probe(address): return False
command = (sys.executable, "-c", "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)")
child = Child("engine", (*command, sys.argv[1]), sys.argv[1], __import__("pathlib").Path(sys.argv[2]))
asyncio.run(Supervisor([child], probe, time.monotonic, print, adopt=dies_with_us()).run(lambda: None))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
async def test_a_child_dies_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    """kill -9 leaves no time to tidy up; an orphaned engine would hold its port and half a gigabyte."""
    ready = tmp_path / "ready"
    command = [sys.executable, "-c", SUPERVISES, str(ready), str(tmp_path / "log")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as supervisor:
        assert await until(lambda: ready.exists() and ready.read_text(encoding="utf-8") != "")
        supervisor.kill()
    assert await until(lambda: not is_alive(int(ready.read_text(encoding="utf-8"))))
