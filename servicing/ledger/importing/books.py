"""The import itself: read, check, then load everything or nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from servicing.ledger.importing import checks
from servicing.ledger.importing.faults import Fault, Faults
from servicing.ledger.importing.folder import TableFile, table_files
from servicing.ledger.importing.lines import LIMITS, Limits
from servicing.ledger.importing.reading import read_into
from servicing.ledger.importing.staging import Staged, staging
from servicing.ledger.writing import write_books

Check = Callable[[Staged], Iterator[Fault]]


@dataclass(frozen=True)
class Imported:
    """How many rows were loaded, by table; with faults, none were."""

    faults: Faults
    rows: Mapping[str, int] = field(default_factory=dict)


def import_books(folder: Path, address: str, limits: Limits = LIMITS) -> Imported:
    """Loads the folder's files into the database at the address, in the place of what stood there.

    Raises `BooksRefused` where the folder cannot be read, and what `write_books` raises.
    """
    files, wrong = table_files(folder)
    faults = Faults()
    for each in wrong:
        faults.add(each)
    with staging(files) as staged:
        examine(staged, files, limits, faults)
        if faults.count:
            return Imported(faults)
        tables = [each.record for each in files]
        return Imported(faults, write_books(address, staged.records(tables), tables))


def examine(staged: Staged, files: list[TableFile], limits: Limits, faults: Faults) -> None:
    """Reads every file and asks every check."""
    for file in files:
        read_into(staged, file, limits, faults.add)
    staged.index()
    for check in all_checks().values():
        for fault in check(staged):
            faults.add(fault)


def all_checks() -> Mapping[str, Check]:
    """What is checked across rows, by name; the folder is the register."""
    names = [each.name for each in iter_modules(checks.__path__)]
    return {name: import_module(f"{checks.__name__}.{name}").faults for name in names}
