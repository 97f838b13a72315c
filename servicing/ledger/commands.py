"""What `python -m servicing.ledger` does: import books, make a demo lender's, print the contract."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from servicing.database import address_of, shown, sqlite_file
from servicing.errors import BooksRefused
from servicing.ledger.contract import contract
from servicing.ledger.demo.fates import Shares
from servicing.ledger.demo.files import truth_file, write_files
from servicing.ledger.demo.lender import Person, Truth, demo_pieces, world_at
from servicing.ledger.fields import Record
from servicing.ledger.importing.books import import_books
from servicing.ledger.packing import packed, packing_for
from servicing.ledger.records import RECORDS
from servicing.ledger.writing import write_batches
from servicing.settings import Settings

MOST_FAULTS_PRINTED = 200
# From so many borrowers on, two processes make them, and a third writes; fewer are done before those have started.
MANY_BORROWERS, PROCESSES = 2_000, 2
TOLD_EVERY = 5_000

Out = TypeVar("Out")


def run_import(arguments: Namespace, settings: Settings) -> int:
    """Loads a folder; raises `BooksRefused` with a line for each fault."""
    address = arguments.into or settings.ledger
    imported = import_books(arguments.folder, address)
    faults = imported.faults
    if faults.count:
        told = "\n".join(faults.told(MOST_FAULTS_PRINTED))
        raise BooksRefused(f"{told}\nNothing was loaded: {_counted(faults.count, 'fault')} to mend.")
    print(f"Loaded {_summary(imported.rows)} into {shown(address_of(address))}.")
    return 0


def run_demo(arguments: Namespace, settings: Settings) -> int:
    """Makes the demo lender's books, in a database, or in files, or in both where both are named."""
    address = arguments.out or (None if arguments.files else settings.ledger)
    truth = arguments.truth or _beside(address, arguments.files, settings)
    now = arguments.now or settings.clock()()
    with truth_file(truth) as keep:
        if arguments.files:
            written = write_files(arguments.files, _demo(arguments, now, keep, list))
            print(f"Wrote {written} rows as files into {arguments.files}.")
        if address:
            ready = partial(packed, pack=packing_for(address))
            batches = _demo(arguments, now, _forget if arguments.files else keep, ready)
            print(f"Wrote {_summary(write_batches(address, batches, RECORDS))} into {shown(address_of(address))}.")
    print(f"What is really the matter with each borrower is in {truth}.")
    return 0


def _demo(
    arguments: Namespace,
    now: datetime,
    keep: Callable[[Truth], None],
    ready: Callable[[Iterable[Record]], Iterable[Out]],
) -> Iterator[Out]:
    """The rows of the demo's books, made `ready` to be written; the truth about each borrower goes to `keep`."""
    shares = Shares(arguments.troubled, arguments.together, arguments.near_misses)
    processes = PROCESSES if arguments.borrowers >= MANY_BORROWERS else 1
    yield from ready(world_at(now).rows())
    done = 0
    for truths, rows in demo_pieces(
        arguments.borrowers, arguments.seed, now, shares, partial(_with_truths, ready), processes
    ):
        for each in truths:
            keep(each)
        yield from rows
        done += len(truths)
        if done % TOLD_EVERY == 0:
            print(f"{done} of {arguments.borrowers} borrowers", file=sys.stderr, flush=True)


def _with_truths(
    ready: Callable[[Iterable[Record]], Iterable[Out]], people: Iterable[Person]
) -> tuple[Sequence[Truth], Sequence[Out]]:
    some = list(people)
    return [each.truth for each in some], list(ready(row for each in some for row in each.rows))


def _forget(truth: Truth) -> None:
    """The truth is kept once, also where the books are written twice."""


def run_contract(arguments: Namespace, settings: Settings) -> int:
    """Prints the contract as it stands in docs/ledger-contract.md."""
    print(contract(), end="")
    return 0


def _beside(address: str | None, files: Path | None, settings: Settings) -> Path:
    database = sqlite_file(address_of(address)) if address else None
    if database:
        return database.with_name(f"{database.stem}-truth.jsonl")
    if files:
        return files.with_name(f"{files.name}-truth.jsonl")
    return settings.home / "ledger-truth.jsonl"


def _summary(rows: Mapping[str, int]) -> str:
    borrowers = _counted(rows.get("borrowers", 0), "borrower")
    return f"{_counted(sum(rows.values()), 'row')} for {borrowers}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
