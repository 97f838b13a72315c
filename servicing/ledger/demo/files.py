"""The demo lender's books as files, as an import takes them, and the truth about them in a file apart."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from servicing.errors import NotOurs
from servicing.ledger.columns import columns_of
from servicing.ledger.demo.lender import Truth
from servicing.ledger.fields import Record
from servicing.ledger.importing.staging import written
from servicing.ledger.records import RECORDS


def write_files(folder: Path, rows: Iterable[Record]) -> None:
    """One JSON Lines file a table; raises `NotOurs` where the folder has something in it."""
    by_table: dict[str, list[str]] = {record.table_name: [] for record in RECORDS}
    for row in rows:
        by_table[row.table_name].append(_json(row))
    try:
        _make_empty(folder)
        for table, lines in by_table.items():
            (folder / f"{table}.jsonl").write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise NotOurs(f"The folder {folder} cannot be written: {error.strerror}.") from error


def write_truth(path: Path, truth: Iterable[Truth]) -> None:
    """What is really the matter with each borrower, one a line, put in the place of the file that stood there."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in truth)
        beside.write_text("".join(lines), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise NotOurs(f"{path} cannot be written: {error.strerror}.") from error


def _json(row: Record) -> str:
    values = {each.name: written(each.kind, getattr(row, each.name)) for each in columns_of(type(row))}
    return json.dumps(values, ensure_ascii=False) + "\n"


def _make_empty(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise NotOurs(f"The folder {folder} is not empty, so no books are written into it; name a new one.")
