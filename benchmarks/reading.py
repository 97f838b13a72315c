"""How the time of a question grows with the borrower's history and with the books: read through the door, then judged.

One borrower at a time. First a long past: 10, 100, 1,000 and 10,000 postings, of which those beyond the demo's life
belong to loans settled years ago. Then a busy present: ten years with 2, 10 and 40 loans side by side, all of which are
in question, so that here the time must grow. Then larger books: one borrower among 1 thousand to 1 million others,
whose lives are thin (one row in each of eleven tables), copied inside the database, so that the tables and their
indexes are long. Each figure is the median of the repeats. What a ratio compares was asked in turn, so that a machine
that is busy with something else slows both: in the first two tables the ratio is to the first row, in the third to the
same question in books that stay small. SQLite is two files in a temporary folder; `--postgres` names a PostgreSQL
database, where two schemas are made and dropped again.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import uuid4

from sqlalchemy import Engine, make_url

from benchmarks.histories import History, add_people, busy, history
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
LANES = (2, 10, 40)
BORROWERS = (1_000, 10_000, 100_000, 1_000_000)
THRESHOLDS = load()
HEAD = "| queries | rows | reading, ms | judging, ms | ratio |\n|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Timed:
    """One question: how many queries, how many rows, and the milliseconds of both parts."""

    queries: int
    rows: int
    reading: float
    judging: float


@dataclass(frozen=True)
class Reader:
    """Books as the program reads them."""

    engine: Engine
    door: LedgerDoor

    @classmethod
    def of(cls, address: str) -> "Reader":
        """A reader of the books at an address."""
        engine = open_engine(address, read_only=True)
        return cls(engine, LedgerDoor(engine))


def main(words: Sequence[str]) -> int:
    """Prints the tables; the exit code is 0."""
    parser = ArgumentParser(prog="python -m benchmarks.reading", description="Time of a question against size.")
    parser.add_argument("--most", metavar="N", type=int, default=BORROWERS[-1], help="borrowers in the largest books")
    parser.add_argument("--repeats", metavar="N", type=int, default=15, help="of each question; default 15")
    parser.add_argument("--postgres", metavar="ADDRESS", help="a PostgreSQL database, measured besides SQLite")
    arguments = parser.parse_args(words)
    sizes = [each for each in BORROWERS if each <= arguments.most]
    with TemporaryDirectory() as folder:
        _measure(f"sqlite:///{folder}/ledger.db", f"sqlite:///{folder}/small.db", sizes, arguments.repeats)
    if arguments.postgres:
        with _own_schema(arguments.postgres) as address, _own_schema(arguments.postgres) as small:
            _measure(address, small, sizes, arguments.repeats)
    return 0


@contextmanager
def _own_schema(address: str) -> Iterator[str]:
    """An empty schema of the database, which is dropped afterwards."""
    schema, engine = f"duizhang_reading_{uuid4().hex[:12]}", open_engine(address)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    try:
        url = make_url(address).update_query_dict({"options": f"-csearch_path={schema}"})
        yield url.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
        engine.dispose()


def _measure(address: str, small: str, sizes: Sequence[int], repeats: int) -> None:
    world = World(NOW)
    long = [history(number, world, postings) for number, postings in enumerate(POSTINGS, start=1)]
    many = [busy(number, world, lanes) for number, lanes in enumerate(LANES, start=len(long) + 1)]
    for each in (address, small):
        write_books(each, [*world.rows(), *(row for one in (*long, *many) for row in one.rows)], RECORDS)
        _grow(each, long[1])
    name, reader = make_url(address).get_backend_name(), Reader.of(address)
    _head(f"{name}, one borrower, ever longer ago", "postings")
    _print([f"{each.postings:,}" for each in long], _in_turn([(reader, each) for each in long], repeats))
    _head(f"{name}, one borrower, ever more loans at once", "loans at once, postings")
    names = [f"{lanes}, {each.postings:,}" for lanes, each in zip(LANES, many, strict=True)]
    _print(names, _in_turn([(reader, each) for each in many], repeats))
    _head(f"{name}, one borrower of {long[1].postings} postings in larger books", "borrowers")
    for before, size in zip((0, *sizes), sizes, strict=False):
        _grow(address, long[1], before + 1, size)
        first, found = _in_turn([(each, long[1]) for each in (Reader.of(small), reader)], repeats)
        _print([f"{size:,}"], [found], first)


def _grow(address: str, like: History, first: int = 1, last: int = 0) -> None:
    """Add people, then count how the values lie, as a lender's database does by itself."""
    engine = open_engine(address)
    with engine.begin() as connection:
        if last:
            add_people(connection, like, first, last)
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def _in_turn(questions: Sequence[tuple[Reader, History]], repeats: int) -> list[Timed]:
    """The median of each, asked one after the other in every repeat, so that all see the same machine."""
    rounds = [[_ask(reader, person.borrower_id) for reader, person in questions] for _ in range(repeats + 1)][1:]
    return [_median(each) for each in zip(*rounds, strict=True)]


def _median(same: Sequence[Timed]) -> Timed:
    reading, judging = median(each.reading for each in same), median(each.judging for each in same)
    return Timed(same[0].queries, same[0].rows, reading, judging)


def _ask(reader: Reader, borrower_id: str) -> Timed:
    with counted_selects(reader.engine) as sent:
        began = perf_counter()
        facts = reader.door.facts(borrower_id, NOW)
        read = perf_counter()
        diagnose(Setting(facts, NOW, THRESHOLDS), SYMPTOM)
        judged = perf_counter()
    rows = sum(len(getattr(facts, record.table_name)) for record in RECORDS)
    # What the door asks once to learn which tables there are is no query of a question.
    return Timed(len(sent), rows, (read - began) * 1000, (judged - read) * 1000)


def _head(title: str, what: str) -> None:
    print(f"\n{title}\n\n| {what} {HEAD}", flush=True)


def _print(names: Sequence[str], found: Sequence[Timed], first: Timed | None = None) -> None:
    for line in _lines(names, found, first or found[0]):
        print(line, flush=True)


def _lines(names: Sequence[str], found: Sequence[Timed], first: Timed) -> Iterator[str]:
    for name, each in zip(names, found, strict=True):
        ratio = (each.reading + each.judging) / (first.reading + first.judging)
        yield f"| {name} | {each.queries} | {each.rows} | {each.reading:.1f} | {each.judging:.1f} | {ratio:.2f} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
