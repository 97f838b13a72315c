"""What `python -m servicing.ledger` does: import books, make a demo lender's, print the contract."""

from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from servicing.database import address_of, shown, sqlite_file
from servicing.errors import BooksRefused
from servicing.ledger.contract import contract
from servicing.ledger.demo.files import write_files, write_truth
from servicing.ledger.demo.lender import demo_books
from servicing.ledger.importing.books import import_books
from servicing.ledger.records import RECORDS
from servicing.ledger.writing import write_books
from servicing.settings import Settings

MOST_FAULTS_PRINTED = 200


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
    now: datetime = arguments.now or settings.clock()()
    address = arguments.out or (None if arguments.files else settings.ledger)
    truth_file = arguments.truth or _beside(address, arguments.files, settings)
    books = demo_books(arguments.borrowers, arguments.seed, now, arguments.troubled)
    if arguments.files:
        write_files(arguments.files, books.rows)
        print(f"Wrote {len(books.rows)} rows as files into {arguments.files}.")
    if address:
        rows = write_books(address, books.rows, RECORDS)
        print(f"Wrote {_summary(rows)} into {shown(address_of(address))}.")
    write_truth(truth_file, books.truth)
    print(f"What is really the matter with each borrower is in {truth_file}.")
    return 0


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
