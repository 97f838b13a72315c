"""People who go on writing whatever happens, and what became of each of their messages."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from benchmarks.crash.running import Load, answers
from tests.bot.live import free_port
from tests.bot.telegram.fake import FakeTelegram

# Given up so long after the last answer, and looked on so long for a second answer after the last first one.
PATIENCE_SECONDS = 60.0
QUIET_SECONDS = 5.0
LOOK_SECONDS = 0.05


@dataclass(frozen=True)
class Tally:
    """What became of the messages of one load; `apologies` counts whatever was said that is no answer."""

    lost: int
    twice: int
    out_of_order: int
    apologies: int

    @property
    def is_good(self) -> bool:
        """Whether each message was answered once, in order."""
        return not (self.lost or self.twice or self.out_of_order)


def tally(load: Load, sent: Mapping[int, Sequence[str]]) -> Tally:
    """Counts messages without an answer, answers beyond the first, people answered out of order, and apologies."""
    lost = twice = out_of_order = apologies = 0
    for person, told in sent.items():
        wanted = [f"re {text}" for who, text in load.said() if who == person]
        counts = Counter(told)
        came = [each for each in dict.fromkeys(told) if each in wanted]
        lost += len(wanted) - len(came)
        twice += sum(max(0, counts[each] - 1) for each in wanted)
        out_of_order += came != [each for each in wanted if counts[each]]
        apologies += sum(each not in wanted for each in told)
    return Tally(lost, twice, out_of_order, apologies)


@contextmanager
def talking(load: Load, fake: FakeTelegram) -> Iterator[Thread]:
    """Everything of the load is said meanwhile; at the end nobody is left who still speaks."""
    talk = Thread(target=_say, args=(load, fake))
    talk.start()
    try:
        yield talk
    finally:
        talk.join()


def _say(load: Load, fake: FakeTelegram) -> None:
    began = time.monotonic()
    for number, (person, text) in enumerate(load.said()):
        time.sleep(max(0.0, began + number / load.a_second - time.monotonic()))
        fake.says(person, text)


def answered(load: Load, fake: FakeTelegram) -> int:
    """How many messages have an answer by now."""
    return load.messages - tally(load, answers(load, fake)).lost


def wait_until_answered(load: Load, fake: FakeTelegram) -> None:
    """Every message, unless no new answer came for long; then a while longer for what comes twice."""
    wait_for_answers(load.messages, load, fake)
    time.sleep(QUIET_SECONDS)


def wait_for_answers(wanted: int, load: Load, fake: FakeTelegram) -> None:
    """Until so many messages have an answer, or no new one came for long."""
    count, since = -1, time.monotonic()
    while count < wanted and time.monotonic() - since < PATIENCE_SECONDS:
        time.sleep(LOOK_SECONDS)
        now = answered(load, fake)
        if now != count:
            count, since = now, time.monotonic()


def told_to(home: Path, fake: FakeTelegram, engine_port: str) -> dict[str, str]:
    """The environment of a bot that has this home and this engine and talks to this Telegram."""
    return {
        "DUIZHANG_HOME": str(home),
        "DUIZHANG_WEB_PORT": str(free_port()),
        "DUIZHANG_ACTIONS_PORT": str(free_port()),
        "DUIZHANG_ENGINE_PORT": engine_port,
        "DUIZHANG_TELEGRAM_API": fake.url,
        "DUIZHANG_TELEGRAM_TOKEN": fake.token,
    }
