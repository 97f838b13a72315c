"""Messages through Telegram while the engine is killed, the chat database is away, or the disk is full.

The bot is the real process (`python -m bot serve`); Telegram is the tests' strict fake on a socket, and the engine a
stand-in. Of each message is counted whether it was answered, how often, and whether the answers to one person came in
the order of what they said; an apology is no answer.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from benchmarks.crash.running import Load
from benchmarks.drills import database_away, disk_full, killed_engine
from benchmarks.drills.load import Tally

# People go on so much longer than the database or the disk is away.
BEYOND_SECONDS = 25.0


@dataclass(frozen=True)
class Drill:
    """What fails, what is said meanwhile, and how that is played in a folder."""

    name: str
    load: Load
    play: Callable[[Load, Path], tuple[Tally, str]]


def main(words: Sequence[str]) -> int:
    """Prints the table; the exit code is 1 where anything was lost, answered twice or out of order."""
    parser = ArgumentParser(prog="python -m benchmarks.drills", description="Messages while something fails.")
    parser.add_argument("--only", choices=("engine", "database", "disk"), help="one of the three")
    parser.add_argument("--messages", metavar="N", type=int, default=300, help="before a killed engine; default 300")
    parser.add_argument("--people", metavar="N", type=int, default=60, help="who say them; default 60")
    parser.add_argument("--kills", metavar="N", type=int, default=15, help="of the engine; default 15")
    parser.add_argument("--seconds", metavar="S", type=float, default=60.0, help="without a database; default 60")
    parser.add_argument("--a-second", metavar="N", type=float, default=20.0, help="messages a second; default 20")
    parser.add_argument("--seed", metavar="S", type=int, default=7)
    parser.add_argument("--logs", metavar="FOLDER", type=Path, help="where the logs and databases stay")
    asked = parser.parse_args(words)
    drills = (
        Drill("engine", _load(asked, asked.messages), killed_engine.drill),
        Drill("database", _during(asked, asked.seconds), partial(database_away.drill, seconds=asked.seconds)),
        Drill("disk", _during(asked, disk_full.FULL_SECONDS), disk_full.drill),
    )
    print(f"{asked.people} people, {asked.a_second:g} messages a second, seed {asked.seed}\n")
    print("| what fails | how | messages | lost | answered twice | people out of order | apologies |")
    print("|---|---|---:|---:|---:|---:|---:|")
    with TemporaryDirectory() as folder:
        wanted = [each for each in drills if asked.only in (None, each.name)]
        good = [_is_passed(each, (asked.logs or Path(folder)) / each.name) for each in wanted]
    return 0 if all(good) else 1


def _load(asked: Namespace, messages: int) -> Load:
    return Load(messages, asked.people, asked.a_second, asked.kills, asked.seed)


def _during(asked: Namespace, seconds: float) -> Load:
    return _load(asked, round((seconds + BEYOND_SECONDS) * asked.a_second))


def _is_passed(drill: Drill, folder: Path) -> bool:
    """Whether nothing was lost, doubled or reordered; what cannot be played here is named, and not counted."""
    folder.mkdir(parents=True)
    try:
        found, how = drill.play(drill.load, folder)
    except (psycopg.OperationalError, disk_full.NoSmallDisk) as missing:
        print(f"| {drill.name} | not played: {str(missing).partition(chr(10))[0]} | | | | | |", flush=True)
        return True
    counts = (drill.load.messages, found.lost, found.twice, found.out_of_order, found.apologies)
    print(f"| {drill.name} | {how} | {' | '.join(map(str, counts))} |", flush=True)
    return found.is_good


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
