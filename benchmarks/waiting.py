"""How long borrowers wait for the relay itself: the time of the engine's turns is known and taken off.

A burst: one borrower sends ten messages at once; they are answered one after the other, so ten turn times are the least
that it takes. A crowd: many borrowers send a few messages each at once, before an engine that answers a few at a time;
fair is that the first answers of all come before anybody's second, and so on.

The relay and its book are the real ones, on SQLite as it is run (every commit on the disk); the engine is a stand-in
that takes a fixed time for a turn.
"""

import asyncio
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.relay.book import ChatBook
from bot.relay.messages import Incoming, Said, Turn
from bot.relay.relay import Relay
from bot.serving import MIGRATIONS
from servicing.database import open_engine
from servicing.store import upgrade

TURN_SECONDS = 0.05
BURST = 10
BORROWERS, MESSAGES, AT_ONCE = 200, 3, 8


class SteadyEngine:
    """Answers every turn after the same time, so many at once; notes whom it answered, and when."""

    def __init__(self, at_once: int) -> None:
        self._free = asyncio.Semaphore(at_once)
        self.answered: list[tuple[str, float]] = []

    async def ask(self, turn: Turn) -> Sequence[Said]:
        """A fixed answer."""
        async with self._free:
            await asyncio.sleep(TURN_SECONDS)
        self.answered.append((turn.conversation, perf_counter()))
        return [Said("answered", None, {})]

    async def is_ready(self) -> bool:
        """Always."""
        return True


def main(words: Sequence[str]) -> int:
    """Prints both; the exit code is 0."""
    parser = ArgumentParser(prog="python -m benchmarks.waiting", description="How long the relay makes people wait.")
    parser.add_argument("--rounds", metavar="N", type=int, default=5, help="bursts; default 5")
    rounds = parser.parse_args(words).rounds
    with TemporaryDirectory() as folder:
        bursts = sorted(asyncio.run(_burst(Path(folder) / f"{number}.db")) for number in range(rounds))
        least = BURST * TURN_SECONDS
        print(f"burst of {BURST}, turn {TURN_SECONDS * 1000:.0f} ms: at least {least:.2f} s, ", end="")
        print(f"took {bursts[len(bursts) // 2]:.2f} s (median of {rounds}), {bursts[-1]:.2f} s (longest)")
        asyncio.run(_crowd(Path(folder) / "crowd.db"))
    return 0


async def _burst(file: Path) -> float:
    relay = _relay(file, SteadyEngine(at_once=AT_ONCE))
    conversation = relay.book.conversation("bench", "one", "en", _now())
    began = perf_counter()
    for number in range(BURST):
        await relay.take(Incoming(conversation, f"m{number}", text=f"line {number}"))
    await relay.settled(conversation)
    return perf_counter() - began


async def _crowd(file: Path) -> None:
    engine = SteadyEngine(AT_ONCE)
    relay = _relay(file, engine)
    everybody = [relay.book.conversation("bench", str(number), "en", _now()) for number in range(BORROWERS)]
    sent = [Incoming(each, f"m{number}", text="line") for number in range(MESSAGES) for each in everybody]
    began = perf_counter()
    await asyncio.gather(*(relay.take(each) for each in sent))
    for each in everybody:
        await relay.settled(each)
    rounds = _by_round(engine.answered)
    least = BORROWERS * TURN_SECONDS / AT_ONCE
    print(f"{BORROWERS} borrowers, {MESSAGES} messages each, {AT_ONCE} turns at once; at least {least:.2f} s a round")
    for number, times in enumerate(rounds, start=1):
        early, late = min(times) - began, max(times) - began
        print(f"  answer {number}: the first borrower had it after {early:.2f} s, the last after {late:.2f} s")


def _by_round(answered: Sequence[tuple[str, float]]) -> list[list[float]]:
    """The moments of everybody's first answer, of everybody's second, and so on."""
    had: dict[str, list[float]] = {}
    for conversation, moment in answered:
        had.setdefault(conversation, []).append(moment)
    return [[times[number] for times in had.values()] for number in range(MESSAGES)]


def _relay(file: Path, engine: SteadyEngine) -> Relay:
    database = open_engine(f"sqlite:///{file}", durable=True)
    upgrade(database, MIGRATIONS)
    return Relay(ChatBook(database), engine, _sorry, _now)


def _sorry(turn: Turn) -> Said:
    return Said("sorry", None, {})


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
