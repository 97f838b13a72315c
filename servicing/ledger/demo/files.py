"""The demo lender's books as files, as an import takes them, and the truth about them in a file apart."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from servicing.errors import NotOurs
from servicing.ledger.columns import columns_of
from servicing.ledger.demo.lender import Truth
from servicing.ledger.fields import Record
from servicing.ledger.importing.staging import written
from servicing.ledger.records import RECORDS


def write_files(folder: Path, rows: Iterable[Record]) -> int:
    """One JSON Lines file a table, row by row; says how many. Raises `NotOurs` where the folder has something in it."""
    written_rows = 0
    try:
        _make_empty(folder)
        with ExitStack() as open_files:
            files = {each: open_files.enter_context(_new(folder / f"{each.table_name}.jsonl")) for each in RECORDS}
            for row in rows:
                files[type(row)].write(_json(row))
                written_rows += 1
    except OSError as error:
        raise NotOurs(f"The folder {folder} cannot be written: {error.strerror}.") from error
    return written_rows


@contextmanager
def truth_file(path: Path) -> Iterator[Callable[[Truth], None]]:
    """Takes what is really the matter with each borrower, and puts it in the place of the file that stood there.

    Where something goes wrong on the way, the old file stands as it was. Raises `NotOurs` where it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _new(beside) as file:
            yield lambda truth: _keep(file, truth)
        beside.replace(path)
    except OSError as error:
        raise NotOurs(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def write_truth(path: Path, truth: Iterable[Truth]) -> None:
    """The same for truth that is at hand."""
    with truth_file(path) as keep:
        for each in truth:
            keep(each)


def _keep(file: TextIO, truth: Truth) -> None:
    file.write(json.dumps(asdict(truth), ensure_ascii=False) + "\n")


def _new(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8")


def _json(row: Record) -> str:
    values = {each.name: written(each.kind, getattr(row, each.name)) for each in columns_of(type(row))}
    return json.dumps(values, ensure_ascii=False) + "\n"


def _make_empty(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise NotOurs(f"The folder {folder} is not empty, so no books are written into it; name a new one.")
