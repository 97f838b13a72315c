"""Runs other programs: quietly into a log, with progress for whoever waits."""

import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.setup.progress import Progress

TICK_SECONDS = 0.25
TAIL_LINES = 15
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def run_logged(
    command: Sequence[str | Path], what: str, log: Path, cwd: Path, environment: Mapping[str, str] | None = None
) -> bool:
    """Runs the command with its output in the log; tells whether it ended well. It ends with us, whatever ends us."""
    with started_logged(command, what, log, cwd, environment) as ended_well:
        return ended_well()


@contextmanager
def started_logged(
    command: Sequence[str | Path], what: str, log: Path, cwd: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Callable[[], bool]]:
    """The same, running beside the block: what it gives waits for the end and tells whether it was a good one."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, cwd=cwd, env=environment
        )
        try:
            yield lambda: _ended_well(process, Progress(what))
        finally:
            _end(process)


def _ended_well(process: subprocess.Popen[bytes], progress: Progress) -> bool:
    code = _wait(process, progress)
    progress.end("done" if code == 0 else "failed")
    return code == 0


def _wait(process: subprocess.Popen[bytes], progress: Progress) -> int:
    while True:
        try:
            return process.wait(timeout=TICK_SECONDS)
        except subprocess.TimeoutExpired:
            progress.tick()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def words(*each: str | Path) -> list[str]:
    """A command, as its words."""
    return [str(word) for word in each]


def answer_of(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> str | None:
    """What the command prints, or None when it does not run, fails, or takes longer than ten seconds."""
    try:
        result = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=10, check=False, env=environment
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return result.stdout.strip() if result.returncode == 0 else None


def tail_of(log: Path, lines: int = TAIL_LINES) -> str:
    """The last lines of a log, each on a line of its own below whatever is before."""
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    said = [line for line in COLOUR.sub("", text).splitlines() if line.strip()]
    return "".join(f"\n  {line}" for line in said[-lines:])
