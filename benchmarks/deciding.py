"""How many diagnoses a second one core makes: each symptom asked of each life, healthy or in any known trouble.

`in memory` starts from rows that are already facts, fresh for each diagnosis: whatever is indexed, put together or
remembered on the way is inside the time. `index ready` asks the same facts once more. Both count the processor's time.
`with the database` reads the facts through the door first, from SQLite, one question after the other, by the clock on
the wall. A figure is that of the fastest round, for the machine is shared; the rounds' median stands beside it.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from servicing.diagnosis.ask import ask
from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.register import symptoms
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from servicing.ledger.demo.healthy import healthy_life
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.register import all_troubles
from servicing.ledger.demo.world import World
from servicing.ledger.door import open_door
from servicing.ledger.facts import Facts, facts_of
from servicing.ledger.records import RECORDS
from servicing.ledger.writing import write_books

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
WORLD = World(NOW)
THRESHOLDS = load()


def main(words: Sequence[str]) -> int:
    """Prints the table; the exit code is 0."""
    parser = ArgumentParser(prog="python -m benchmarks.deciding", description="Diagnoses a second on one core.")
    parser.add_argument("--rounds", metavar="N", type=int, default=5, help="how often each is timed; default 5")
    rounds = parser.parse_args(words).rounds
    lives = _lives()
    facts = [facts_of([*WORLD.rows(), *life.rows.values()]) for life in lives]
    rows = sum(len(getattr(each, record.table_name)) for each in facts for record in RECORDS) // len(facts)
    print(f"{len(facts)} lives, half of them in trouble, {rows} rows each with the lender's files and incidents\n")
    print("| symptom | in memory, a second | median round | index ready | with the database |\n|---|---|---|---|---|")
    with TemporaryDirectory() as folder:
        book = _Book(lives, facts, Path(folder))
        for name in [*sorted(symptoms()), None]:
            _print(name, book, [name] if name else sorted(symptoms()), rounds)
    return 0


class _Book:
    """The lives as facts, and as a database."""

    def __init__(self, lives: Sequence[Life], facts: Sequence[Facts], folder: Path) -> None:
        address = f"sqlite:///{folder}/ledger.db"
        write_books(address, [*WORLD.rows(), *(row for life in lives for row in life.rows.values())], RECORDS)
        self.facts = facts
        self.borrowers = [life.borrower.borrower_id for life in lives]
        self.door = open_door(address)


def _lives() -> list[Life]:
    struck = [healthy_life(number, Random(number), WORLD) for number in range(1, len(all_troubles()) + 1)]
    for life, (_, strike) in zip(struck, sorted(all_troubles().items()), strict=True):
        strike(life)
    spared = [healthy_life(1000 + number, Random(1000 + number), WORLD) for number in range(len(struck))]
    return [*struck, *spared]


def _print(name: str | None, book: _Book, asked: Sequence[str], rounds: int) -> None:
    def decide(facts: Sequence[Facts]) -> None:
        for symptom in asked:
            for each in facts:
                diagnose(Setting(each, NOW, THRESHOLDS), symptom)

    def decide_afresh() -> Callable[[], None]:
        copies = {symptom: [replace(each) for each in book.facts] for symptom in asked}

        def decide_each() -> None:
            for symptom, facts in copies.items():
                for each in facts:
                    diagnose(Setting(each, NOW, THRESHOLDS), symptom)

        return decide_each

    def read_and_decide() -> None:
        for symptom in asked:
            for borrower in book.borrowers:
                ask(book.door, THRESHOLDS, borrower, symptom, NOW)

    number = len(asked) * len(book.facts)
    cold = [number / _seconds(decide_afresh()) for _ in range(rounds)]
    warm = [number / _seconds(lambda: decide(book.facts)) for _ in range(rounds)]
    read = number / _seconds(read_and_decide, perf_counter)
    shown = f"| {name or 'all of them'} | {max(cold):,.0f} | {median(cold):,.0f} | {max(warm):,.0f} | {read:,.0f} |"
    print(shown, flush=True)


def _seconds(work: Callable[[], None], clock: Callable[[], float] = process_time) -> float:
    began = clock()
    work()
    return clock() - began


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
