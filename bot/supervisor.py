"""Keeps a few processes running: starts them, waits until they answer, restarts what dies, and leaves no orphan.

What it works with is handed in: the children, what probes their health, the clock, and what prints.
"""

import asyncio
import contextlib
import os
import signal
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import Refusal
from bot.setup.commands import tail_of
from bot.setup.progress import Progress

Probe = Callable[[str], Awaitable[bool]]
Say = Callable[[str], None]
Clock = Callable[[], float]

LOG_LIMIT_BYTES = 10_000_000


class NotStarted(Refusal):
    """{name} did not start: it {how}. Everything was stopped again. The end of {log}:{tail}"""


class KeepsDying(Refusal):
    """{name} ended {times} times within {minutes:.0f} minutes and is not started again; everything was stopped. The end
    of {log}:{tail}"""

    exit_code = 1


@dataclass(frozen=True)
class Child:
    """A process to keep running, and the address that answers 200 once it is ready; without an environment: ours."""

    name: str
    command: Sequence[str | Path]
    health: str
    log: Path
    environment: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Limits:
    """How patient the supervisor is, in seconds."""

    start_seconds: float = 180.0
    poll_seconds: float = 0.2
    stop_seconds: float = 4.0
    pauses_seconds: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 16.0)
    calm_seconds: float = 600.0


class Supervisor:
    """Runs the children until `stop` is called or one of them cannot be kept alive."""

    def __init__(
        self,
        children: Sequence[Child],
        probe: Probe,
        clock: Clock,
        say: Say,
        limits: Limits | None = None,
        adopt: Callable[[], None] | None = None,
    ) -> None:
        self._children = children
        self._probe = probe
        self._clock = clock
        self._say = say
        self._limits = limits or Limits()
        self._adopt = adopt
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Asks for the end; `run` returns within a few seconds."""
        self._stopping.set()

    async def run(self, when_ready: Callable[[], None]) -> None:
        """Starts all, calls `when_ready` once all answer, watches; raises `NotStarted` or `KeepsDying`."""
        try:
            await self._until_stopped(self._start_all())
            if not self._stopping.is_set():
                when_ready()
                await self._until_stopped(self._watch_all())
        finally:
            await self._stop_all()

    async def _until_stopped(self, work: Coroutine[Any, Any, None]) -> None:
        """Does the work, or leaves it the moment the end is asked for."""
        working, stopping = asyncio.create_task(work), asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working

    async def _start_all(self) -> None:
        progress = Progress("Starting " + ", ".join(child.name for child in self._children), clock=self._clock)
        for child in self._children:
            await self._start(child)
        await together(self._await_health(child, progress) for child in self._children)
        progress.end("answering")

    async def _start(self, child: Child) -> None:
        child.log.parent.mkdir(parents=True, exist_ok=True)
        turn_over(child.log)
        with child.log.open("ab") as log:
            self._running[child.name] = await asyncio.create_subprocess_exec(
                *(str(word) for word in child.command),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=child.environment,
                start_new_session=True,
                preexec_fn=self._adopt,
            )

    async def _await_health(self, child: Child, progress: Progress) -> None:
        deadline = self._clock() + self._limits.start_seconds
        while not await self._probe(child.health):
            self._check_start(child, deadline)
            progress.tick()
            await asyncio.sleep(self._limits.poll_seconds)

    def _check_start(self, child: Child, deadline: float) -> None:
        code = self._running[child.name].returncode
        if code is not None:
            raise NotStarted(name=child.name, how=how_it_ended(code), log=child.log, tail=tail_of(child.log))
        if self._clock() > deadline:
            how = f"did not answer at {child.health} within {self._limits.start_seconds:.0f} seconds"
            raise NotStarted(name=child.name, how=how, log=child.log, tail=tail_of(child.log))

    async def _watch_all(self) -> None:
        await together(self._watch(child) for child in self._children)

    async def _watch(self, child: Child) -> None:
        """Restarts the child whenever it ends, with growing pauses, until it has ended too often."""
        deaths: list[float] = []
        while True:
            process = self._running[child.name]
            code = await process.wait()
            signal_group(process.pid, signal.SIGKILL)
            deaths = [moment for moment in deaths if self._clock() - moment < self._limits.calm_seconds]
            deaths.append(self._clock())
            self._check_deaths(child, len(deaths))
            await self._restart(child, how_it_ended(code), self._limits.pauses_seconds[len(deaths) - 1])

    def _check_deaths(self, child: Child, times: int) -> None:
        if times > len(self._limits.pauses_seconds):
            minutes = self._limits.calm_seconds / 60
            raise KeepsDying(name=child.name, times=times, minutes=minutes, log=child.log, tail=tail_of(child.log))

    async def _restart(self, child: Child, how: str, pause: float) -> None:
        self._say(f"{child.name} {how}; starting it again in {pause:g} s. Its log: {child.log}")
        await asyncio.sleep(pause)
        await self._start(child)

    async def _stop_all(self) -> None:
        alive = [process for process in self._running.values() if process.returncode is None]
        for process in alive:
            signal_group(process.pid, signal.SIGTERM)
        await asyncio.gather(*(self._see_off(process) for process in alive))

    async def _see_off(self, process: asyncio.subprocess.Process) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), self._limits.stop_seconds)
        signal_group(process.pid, signal.SIGKILL)
        await process.wait()


async def together(works: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Does the works side by side; when one fails, the others are left and its error is raised."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def signal_group(group: int, which: signal.Signals) -> None:
    """Signals whoever is left of a child's process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, which)


def how_it_ended(code: int) -> str:
    """The end of a process in words."""
    return f"ended with code {code}" if code >= 0 else f"was ended by {signal.Signals(-code).name}"


def turn_over(log: Path) -> None:
    """Starts a fresh log once the old one is long; one old one is kept."""
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_name(f"{log.name}.1"))
