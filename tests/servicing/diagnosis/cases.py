"""Reads the cases of the causes: small ledgers as data, in `cases/<symptom>/<cause>.yml`.

A cause of every symptom is in `cases/every_symptom/`, and its cases name the `symptom` that is asked about.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.diagnosis import Diagnosis
from servicing.diagnosis.examine import Examination, examine
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from tests.small_ledger import Books, changed, facts_from

FOLDER = Path(__file__).parent / "cases"
THRESHOLDS = load()
WHAT_MAY_BE_SAID = {"at", "books", "changes", "absent", "subject", "symptom", "found", "not_found"}
WHAT_MAY_BE_EXPECTED = {"entries", "expected", "details", "instead"}


@dataclass(frozen=True)
class CauseCase:
    """A small ledger in which a cause is found, or the nearest one in which it is not."""

    symptom: str
    cause: str
    sentence: str
    is_found: bool
    at: datetime
    books: Books
    absent: tuple[str, ...]
    subject: str | None
    expects: dict[str, Any]

    def diagnosis(self) -> Diagnosis:
        """What the diagnosis says of this ledger."""
        return diagnose(self.setting, self.symptom, self.subject)

    def examination(self) -> Examination:
        """The same with what is found beside it."""
        return examine(self.setting, self.symptom, self.subject)

    @property
    def setting(self) -> Setting:
        """The ledger at the moment of the question."""
        return Setting(facts_from(self.books, self.absent), self.at, THRESHOLDS)


@cache
def every_case() -> Sequence[CauseCase]:
    """Every case of every cause; only to be looked at."""
    return tuple(case for path in sorted(FOLDER.glob("*/*.yml")) for case in cases_in(path))


def cases_in(path: Path) -> Iterator[CauseCase]:
    """The cases of a file; a case takes what it does not say from the first one."""
    cases: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for case in cases:
        unknown = set(case) - WHAT_MAY_BE_SAID - WHAT_MAY_BE_EXPECTED
        assert not unknown, f"{path}: unknown keys {unknown}"
        yield _case(path, case, cases[0])


def _case(path: Path, case: dict[str, Any], first: dict[str, Any]) -> CauseCase:
    return CauseCase(
        symptom=case.get("symptom") or first.get("symptom") or path.parent.name,
        cause=path.stem,
        sentence=case.get("found") or case["not_found"],
        is_found="found" in case,
        at=datetime.fromisoformat(str(case.get("at", first["at"]))).replace(tzinfo=UTC),
        books=changed(case.get("books") or first["books"], case.get("changes", {})),
        absent=tuple(case.get("absent", ())),
        subject=case.get("subject"),
        expects={key: case[key] for key in WHAT_MAY_BE_EXPECTED & set(case)},
    )
