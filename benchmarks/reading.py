"""How the time of a question grows with the borrower's history and with the books: read through the door, then judged.

First one borrower with 10, 100, 1,000 and 10,000 postings: beyond those of the demo's life they belong to loans settled
years ago. Then one borrower in books of 1 thousand to 1 million: the others' lives are thin (one row in each of eleven
tables), copied inside the database, so that the tables and their indexes are long. Each figure is the median of the
repeats, taken in turn within one run; the ratio is to the first of its table. SQLite is a file of its own in a
temporary folder; `--ledger` names an empty PostgreSQL database besides, whose tables are replaced.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import Engine

from benchmarks.histories import History, add_people, history
from servicing.database import counted_selects, open_engine
from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from servicing.ledger.demo.world import World
from servicing.ledger.door import LedgerDoor
from servicing.ledger.records import RECORDS
from servicing.ledger.writing import write_books

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
SYMPTOM = "payment_not_credited"
POSTINGS = (10, 100, 1_000, 10_000)
BORROWERS = (1_000, 10_000, 100_000, 1_000_000)
THRESHOLDS = load()
HEAD = "| queries | rows | reading, ms | judging, ms | both, to the first |\n|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Timed:
    """One question: how many queries, how many rows, and the milliseconds of both parts."""

    queries: int
    rows: int
    reading: float
    judging: float


def main(words: Sequence[str]) -> int:
    """Prints the tables; the exit code is 0."""
    parser = ArgumentParser(prog="python -m benchmarks.reading", description="Time of a question against size.")
    parser.add_argument("--most", metavar="N", type=int, default=BORROWERS[-1], help="borrowers in the largest books")
    parser.add_argument("--repeats", metavar="N", type=int, default=15, help="of each question; default 15")
    parser.add_argument("--ledger", metavar="ADDRESS", help="an empty PostgreSQL database, measured besides SQLite")
    arguments = parser.parse_args(words)
    world = World(NOW)
    people = [history(number, world, postings) for number, postings in enumerate(POSTINGS, start=1)]
    with TemporaryDirectory() as folder:
        for address in filter(None, (f"sqlite:///{folder}/ledger.db", arguments.ledger)):
            write_books(address, [*world.rows(), *(row for each in people for row in each.rows)], RECORDS)
            _measure(address, people, arguments.most, arguments.repeats)
    return 0


def _measure(address: str, people: Sequence[History], most: int, repeats: int) -> None:
    writer, reader = open_engine(address), open_engine(address, read_only=True)
    _analyze(writer)
    print(f"\n{writer.dialect.name}, one borrower\n\n| postings {HEAD}")
    _print([f"{each.postings:,}" for each in people], _in_turn(reader, people, repeats))
    print(
        f"\n{writer.dialect.name}, one borrower of {people[1].postings} postings in larger books\n\n| borrowers {HEAD}"
    )
    _print_growing(writer, reader, people[1], [each for each in BORROWERS if each <= most], repeats)
    writer.dispose()
    reader.dispose()


def _print_growing(writer: Engine, reader: Engine, asked: History, sizes: Sequence[int], repeats: int) -> None:
    """Each size is measured before the books grow to the next."""
    found: list[Timed] = []
    for before, size in zip((0, *sizes), sizes, strict=False):
        with writer.begin() as connection:
            add_people(connection, asked, before + 1, size)
        _analyze(writer)
        found.append(_in_turn(reader, [asked], repeats)[0])
        _print([f"{size:,}"], found[-1:], found[0])


def _analyze(engine: Engine) -> None:
    """As a lender's database does by itself."""
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def _in_turn(engine: Engine, people: Sequence[History], repeats: int) -> list[Timed]:
    """The median of each, asked one after the other in every repeat, so that all see the same machine."""
    door = LedgerDoor(engine)
    rounds = [[_ask(engine, door, each.borrower_id) for each in people] for _ in range(repeats + 1)][1:]
    return [_median(each) for each in zip(*rounds, strict=True)]


def _median(same: Sequence[Timed]) -> Timed:
    reading, judging = median(each.reading for each in same), median(each.judging for each in same)
    return Timed(same[0].queries, same[0].rows, reading, judging)


def _ask(engine: Engine, door: LedgerDoor, borrower_id: str) -> Timed:
    with counted_selects(engine) as sent:
        began = perf_counter()
        facts = door.facts(borrower_id, NOW)
        read = perf_counter()
        diagnose(Setting(facts, NOW, THRESHOLDS), SYMPTOM)
        judged = perf_counter()
    rows = sum(len(getattr(facts, record.table_name)) for record in RECORDS)
    # What the door asks once to learn which tables there are is no query of a question.
    return Timed(len(sent), rows, (read - began) * 1000, (judged - read) * 1000)


def _print(names: Sequence[str], found: Sequence[Timed], first: Timed | None = None) -> None:
    for line in _lines(names, found, first or found[0]):
        print(line, flush=True)


def _lines(names: Sequence[str], found: Sequence[Timed], first: Timed) -> Iterator[str]:
    for name, each in zip(names, found, strict=True):
        ratio = (each.reading + each.judging) / (first.reading + first.judging)
        yield f"| {name} | {each.queries} | {each.rows} | {each.reading:.1f} | {each.judging:.1f} | {ratio:.2f} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
