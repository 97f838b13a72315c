"""How many diagnoses a second one core makes: from the facts of a borrower in memory to the `Diagnosis`.

The mix: each trouble's life is asked its own symptom, and each healthy life is asked every symptom. The facts are those
that the door hands over, the bounded part of a life that a question can be about. What is timed is one `diagnose`, by
the processor's own clock. Its rows are made anew just before, outside the time, as they are when a question was read
from the books: nothing that an earlier diagnosis indexed, added up or remembered is there.

The last line is what answers are made of: whatever a borrower asks, every symptom is looked at in the same facts. There
each life is asked all of them in turn, and what the first has looked up and added up is there for the rest.

`whole` reads every trace too: what the clues of a cause looked at that was ruled out is cited only when it is read.
`with the database` reads the facts through the door first, from SQLite, by the clock on the wall.

The machine may be shared, so a figure is made of each question's fastest round; that of the medians stands beside it.
The collector of garbage does not look at what was there before: a server does not hold all these lives at once.
"""

import gc
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import mean, median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.diagnosis import Diagnosis
from servicing.diagnosis.register import symptoms
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from servicing.ledger.columns import columns_of
from servicing.ledger.demo.healthy import healthy_life
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.register import all_troubles
from servicing.ledger.demo.world import World
from servicing.ledger.door import LedgerDoor, open_door
from servicing.ledger.facts import Facts
from servicing.ledger.fields import Record
from servicing.ledger.records import RECORDS
from servicing.ledger.rows import Rows
from servicing.ledger.writing import write_books

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
WORLD = World(NOW)
THRESHOLDS = load()
HEALTHY = 20

# The rows of a borrower as plain values, by table.
Values = Sequence[tuple[type[Record], Sequence[tuple[Any, ...]]]]


@dataclass(frozen=True)
class Question:
    """The symptoms that a borrower asks about one after the other, and the rows that the door hands over for it."""

    symptoms: Sequence[str]
    borrower_id: str
    values: Values

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(len(rows) for _, rows in self.values)

    def setting(self) -> Setting:
        """The facts with rows that nobody has looked at yet."""
        rows: dict[str, Any] = {record.table_name: Rows.made_of(record, values) for record, values in self.values}
        return Setting(Facts(**rows), NOW, THRESHOLDS)


def main(words: Sequence[str]) -> int:
    """Prints the table; the exit code is 0."""
    parser = ArgumentParser(prog="python -m benchmarks.deciding", description="Diagnoses a second on one core.")
    parser.add_argument("--rounds", metavar="N", type=int, default=9, help="how often each is timed; default 9")
    rounds = parser.parse_args(words).rounds
    with TemporaryDirectory() as folder:
        door, questions = _questions(Path(folder))
        print("| symptom | borrowers | rows | a second | by medians | whole | with the database |")
        print("|---|---|---|---|---|---|---|")
        gc.collect()
        gc.freeze()
        for name in sorted(symptoms()):
            _print(name, [each for each in questions if each.symptoms == [name]], door, rounds)
        _print("each of them", questions, door, rounds)
        _print("all of them in turn", list(_asked_all(questions)), door, rounds)
    return 0


def _questions(folder: Path) -> tuple[LedgerDoor, Sequence[Question]]:
    """The books with every life in them, and who asks what."""
    lives = list(_lives())
    address = f"sqlite:///{folder}/ledger.db"
    write_books(address, [*WORLD.rows(), *(row for _, life in lives for row in life.rows.values())], RECORDS)
    door = open_door(address)
    return door, [
        Question([symptom], life.borrower.borrower_id, values)
        for symptoms_asked, life in lives
        for values in [_values(door.facts(life.borrower.borrower_id, NOW))]
        for symptom in symptoms_asked
    ]


def _asked_all(questions: Sequence[Question]) -> Iterator[Question]:
    """Each borrower once, who asks about everything."""
    for each in {each.borrower_id: each for each in questions}.values():
        yield Question(sorted(symptoms()), each.borrower_id, each.values)


def _lives() -> Iterator[tuple[Sequence[str], Life]]:
    """The symptoms that are asked of each life: of one in trouble its own, of a healthy one all."""
    for number, ((symptom, _), strike) in enumerate(sorted(all_troubles().items()), start=1):
        life = healthy_life(number, Random(number), WORLD)
        strike(life)
        yield [symptom], life
    for number in range(1001, 1001 + HEALTHY):
        yield sorted(symptoms()), healthy_life(number, Random(number), WORLD)


def _values(facts: Facts) -> Values:
    return [(record, _rows(record, getattr(facts, record.table_name))) for record in RECORDS]


def _rows(record: type[Record], rows: Sequence[Record]) -> Sequence[tuple[Any, ...]]:
    return [tuple(getattr(row, column.name) for column in columns_of(record)) for row in rows]


def _print(name: str, questions: Sequence[Question], door: LedgerDoor, rounds: int) -> None:
    decided = [[_decide(each) for _ in range(rounds)] for each in questions]
    whole = [min(_decide(each, _read) for _ in range(rounds)) for each in questions]
    read = [_ask(door, each) for each in questions]
    figures = (mean(map(min, decided)), mean(map(median, decided)), mean(whole), mean(read))
    rows = round(mean(each.rows for each in questions))
    shown = (name, len(questions), rows, *(f"{1 / each:,.0f}" for each in figures))
    print(f"| {' | '.join(map(str, shown))} |", flush=True)


def _decide(question: Question, then: Callable[[Diagnosis], None] = lambda _: None) -> float:
    """The seconds that one diagnosis takes."""
    setting = question.setting()
    began = process_time()
    for each in question.symptoms:
        then(diagnose(setting, each))
    return (process_time() - began) / len(question.symptoms)


def _read(diagnosis: Diagnosis) -> None:
    for judged in (*diagnosis.ruled_out, *diagnosis.untold):
        for asked in judged.trace:
            tuple(asked.entries)


def _ask(door: LedgerDoor, question: Question) -> float:
    """The seconds that one diagnosis takes when the books are read for it first."""
    began = perf_counter()
    setting = Setting(door.facts(question.borrower_id, NOW), NOW, THRESHOLDS)
    for each in question.symptoms:
        diagnose(setting, each)
    return (perf_counter() - began) / len(question.symptoms)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
