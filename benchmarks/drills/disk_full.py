"""The disk under the bot's home is full for a while."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.crash.engine import EchoEngine
from benchmarks.crash.running import Load, Victim, answers
from benchmarks.drills.load import Tally, talking, tally, told_to, wait_until_answered
from benchmarks.drills.slowly import slow_telegram
from tests.bot.live import serving

SIZE_MEGABYTES = 16
FULL_SECONDS = 20.0
BEFORE_SECONDS = 4.0
FILLING = b"\0" * 4096


class NoSmallDisk(Exception):
    """It takes Linux and the right to mount; trying again does not help."""


def drill(load: Load, folder: Path) -> tuple[Tally, str]:
    """What became of the messages, and what was done to the disk; raises `NoSmallDisk`."""
    with ExitStack() as stack:
        home = stack.enter_context(_small_disk(folder / "disk"))
        fake = stack.enter_context(slow_telegram())
        engine = stack.enter_context(serving(EchoEngine().app))
        bot = Victim(("bot", "serve"), told_to(home, fake, engine.rpartition(":")[2]), folder / "bot.log")
        stack.callback(bot.end)
        with talking(load, fake):
            time.sleep(BEFORE_SECONDS)
            with _filled(home):
                time.sleep(FULL_SECONDS)
        wait_until_answered(load, fake)
        found = tally(load, answers(load, fake))
    return found, f"{SIZE_MEGABYTES} MB, full for {FULL_SECONDS:.0f} s"


@contextmanager
def _small_disk(place: Path) -> Iterator[Path]:
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MEGABYTES}m", "none", str(place)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as failure:
        raise NoSmallDisk("no small file system can be mounted here") from failure
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@contextmanager
def _filled(place: Path) -> Iterator[None]:
    """Not a block is left."""
    filling = place / "filling"
    with filling.open("wb", buffering=0) as out:
        try:
            while True:
                out.write(FILLING)
        except OSError:
            yield
    filling.unlink()
