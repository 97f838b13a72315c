"""Reads the cases of the readers: texts as data, in `cases/<reader>.yml`, with all that must be read from each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from servicing.evidence.reading import Reading

FOLDER = Path(__file__).parent / "cases"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ZONE = "Asia/Shanghai"
FIELDS = ("amount", "paid_at", "reference", "account_ending", "payee")
WHAT_MAY_BE_SAID = {"read", "not_read", "text", "year", *FIELDS}


@dataclass(frozen=True)
class TextCase:
    """A text that a reader must read, with every field that is in it, or one that the reader must leave alone."""

    reader: str
    sentence: str
    is_read: bool
    text: str
    expects: dict[str, Any]


@cache
def every_case() -> Sequence[TextCase]:
    """Every case of every reader; only to be looked at."""
    return tuple(case for path in sorted(FOLDER.glob("*.yml")) for case in cases_in(path))


def cases_in(path: Path) -> Iterator[TextCase]:
    """The cases of a file. A field that a case does not name must not be read; a time is in the borrower's zone."""
    for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):
        unknown = set(case) - WHAT_MAY_BE_SAID
        assert not unknown, f"{path}: unknown keys {unknown}"
        expects = {each: case.get(each) for each in FIELDS} | {"year": case.get("year", "given")}
        yield TextCase(path.stem, case.get("read") or case["not_read"], "read" in case, case["text"], expects)


def said(reading: Reading) -> dict[str, Any]:
    """A reading as a case writes it."""
    amount, paid_at = reading.amount, reading.paid_at
    local = paid_at.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None) if isinstance(paid_at, datetime) else paid_at
    return {
        "amount": f"{amount.amount} {amount.currency}" if amount else None,
        "paid_at": None if local is None else str(local),
        "reference": reading.reference,
        "account_ending": reading.account_ending,
        "payee": reading.payee,
        "year": "given" if reading.year_given or paid_at is None else "latest",
    }
