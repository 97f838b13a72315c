"""The process that is killed, and the load that goes on meanwhile."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from tests.bot.telegram.fake import FakeTelegram

# After the last message: as long as answers still come, and so long beyond.
QUIET_SECONDS = 8.0
# A process that answers nothing for so long is killed next.
STUCK_SECONDS = 4.0
LOOK_SECONDS = 0.05


@dataclass(frozen=True)
class Load:
    """How much is said, by how many people, how fast, and how often the process is killed meanwhile."""

    messages: int
    people: int
    a_second: float
    kills: int
    seed: int

    def said(self) -> Sequence[tuple[int, str]]:
        """Who says what, in order."""
        return [(1 + number % self.people, f"line {number}") for number in range(self.messages)]

    def killed_at(self) -> Sequence[int]:
        """After how many answers the process is killed: anywhere on the way."""
        return sorted(random.Random(self.seed).sample(range(1, self.messages), self.kills))


class Victim:
    """A process that is started again as soon as it was killed."""

    def __init__(self, module: Sequence[str], environ: Mapping[str, str], log: Path) -> None:
        self._command = [sys.executable, "-m", *module]
        self._environ, self._log = {**os.environ, **environ}, log
        self._process = self._start()

    def kill(self) -> None:
        """Without a word, as a machine that fails."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._process = self._start()

    def end(self) -> None:
        """In an orderly way."""
        self._process.terminate()
        self._process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as out:
            return subprocess.Popen(self._command, env=self._environ, stdout=out, stderr=subprocess.STDOUT)


def play(load: Load, fake: FakeTelegram, victim: Victim) -> None:
    """Say everything, kill the process when so many answers are there, then wait until nothing comes any more.

    A process that has lost what was said would wait for a number of answers that never comes: it is killed as well.
    """
    kills, rng = list(load.killed_at()), random.Random(load.seed + 1)
    talk = Thread(target=_say, args=(load, fake))
    talk.start()
    count, since = -1, time.monotonic()
    while talk.is_alive() or kills or time.monotonic() - since < QUIET_SECONDS:
        time.sleep(LOOK_SECONDS)
        now = sum(map(len, answers(load, fake).values()))
        stuck = time.monotonic() - since > STUCK_SECONDS and not talk.is_alive()
        if kills and (now >= kills[0] or stuck):
            time.sleep(rng.uniform(0, LOOK_SECONDS))
            victim.kill()
            kills.pop(0)
            since = time.monotonic()
        if now != count:
            count, since = now, time.monotonic()


def _say(load: Load, fake: FakeTelegram) -> None:
    began = time.monotonic()
    for number, (person, text) in enumerate(load.said()):
        time.sleep(max(0.0, began + number / load.a_second - time.monotonic()))
        fake.says(person, text)


def answers(load: Load, fake: FakeTelegram) -> Mapping[int, Sequence[str]]:
    """What each person was sent, in order."""
    return {person: [each.text for each in fake.sent(person)] for person in range(1, load.people + 1)}
