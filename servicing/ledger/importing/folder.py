"""Which files of a folder hold which table; whatever else lies there is a fault."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from servicing.errors import BooksRefused
from servicing.ledger.fields import Record
from servicing.ledger.importing.faults import Fault
from servicing.ledger.records import RECORDS

FORMS = ("csv", "jsonl")
BY_TABLE = {record.table_name: record for record in RECORDS}


@dataclass(frozen=True)
class TableFile:
    """A file with the rows of a table; `form` is `csv` or `jsonl`."""

    record: type[Record]
    path: Path
    form: str


def table_files(folder: Path) -> tuple[list[TableFile], list[Fault]]:
    """The files in the contract's order, and what is wrong with the folder; raises `BooksRefused` if it is none."""
    names = sorted(path.name for path in _listed(folder) if not path.name.startswith("."))
    found = [list(_forms(folder, record, names)) for record in RECORDS]
    files = [forms[0] for forms in found if forms]
    return files, [*_strangers(names), *_twice(found), *_missing(files)]


def _forms(folder: Path, record: type[Record], names: Iterable[str]) -> Iterator[TableFile]:
    for form in FORMS:
        if f"{record.table_name}.{form}" in names:
            yield TableFile(record, folder / f"{record.table_name}.{form}", form)


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise BooksRefused(f"The folder {folder} cannot be read: {error.strerror}.") from error


def _strangers(names: Iterable[str]) -> Iterator[Fault]:
    for name in names:
        table, _, form = name.partition(".")
        if form not in FORMS:
            yield Fault(name, 0, "", "is no file of the contract; a file is named <table>.csv or <table>.jsonl")
        elif table not in BY_TABLE:
            yield Fault(name, 0, "", f"there is no table {table}; the tables are {', '.join(BY_TABLE)}")


def _twice(found: Iterable[list[TableFile]]) -> Iterator[Fault]:
    for first, *others in (forms for forms in found if forms):
        for each in others:
            yield Fault(
                each.path.name, 0, "", f"stands beside {first.path.name}: a table comes in one file, so drop one"
            )


def _missing(files: Iterable[TableFile]) -> Iterator[Fault]:
    there = {each.record for each in files}
    for record in RECORDS:
        if record not in there and not record.optional:
            name = f"{record.table_name}.csv"
            yield Fault(
                name, 0, "", f"is missing (or {record.table_name}.jsonl); the table {record.table_name} is needed"
            )
