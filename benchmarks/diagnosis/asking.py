"""Asks through the door, as the assistant does, and counts what it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import Engine

from benchmarks.diagnosis.cohorts import Drawn, Sizes, draw
from benchmarks.diagnosis.counting import Asked
from servicing.database import counted_selects, open_engine
from servicing.diagnosis.examine import examine
from servicing.diagnosis.thresholds import Thresholds, load
from servicing.diagnosis.views import Setting
from servicing.ledger.demo.lender import world_at
from servicing.ledger.door import LedgerDoor
from servicing.ledger.fields import Record
from servicing.ledger.records import RECORDS
from servicing.ledger.writing import write_books


@dataclass(frozen=True)
class Desk:
    """Where questions are asked: the door to the books, the moment and the thresholds."""

    engine: Engine
    door: LedgerDoor
    now: datetime
    thresholds: Thresholds

    def ask(self, borrower_id: str, symptom: str, subject: str | None = None) -> Asked:
        """One question from end to end."""
        with counted_selects(self.engine) as sent:
            began = perf_counter()
            setting = Setting(self.door.facts(borrower_id, self.now), self.now, self.thresholds)
            read = perf_counter()
            examination = examine(setting, symptom, subject)
            done = perf_counter()
        return Asked(symptom, examination, setting.facts, len(sent), (read - began) * 1000, (done - read) * 1000)


@contextmanager
def desk_over(sizes: Sizes, seed: int, now: datetime) -> Iterator[tuple[Desk, list[Drawn]]]:
    """Books of the drawn borrowers in a temporary SQLite file, and the truth about each."""
    world, drawn = world_at(now), list[Drawn]()

    def rows() -> Iterator[Record]:
        yield from world.rows()
        for each, life in draw(sizes, seed, world):
            drawn.append(each)
            yield from life.rows.values()

    with TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'books.db'}"
        write_books(address, rows(), RECORDS)
        engine = open_engine(address, read_only=True)
        try:
            yield Desk(engine, LedgerDoor(engine), world.now, load()), drawn
        finally:
            engine.dispose()
