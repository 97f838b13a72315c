"""The demo lender's borrowers, as somebody who tries it may choose from them; real books have no such list."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class DemoBorrower:
    """A made-up person, with the trouble that the demo gave them; no symptom where there is none.

    `also` are the symptom and cause of each further trouble of somebody who has several at once.
    """

    borrower_id: str
    called: str
    language: str
    symptom: str | None
    cause: str | None
    mixture: str | None
    also: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Demo:
    """Everybody whom the demo knows, the healthy first one included."""

    borrowers: Sequence[DemoBorrower]

    def find(self, wanted: str) -> DemoBorrower | None:
        """By reference, or the first with that cause, mixture or symptom."""
        return next(
            (each for each in self.borrowers if wanted in (each.borrower_id, each.cause, each.mixture, each.symptom)),
            None,
        )


def read_demo(truth: Path) -> Demo | None:
    """The demo as its truth file has it; None where there is no such file."""
    if not truth.exists():
        return None
    lines = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines() if line]
    return Demo([_borrower(each) for each in lines])


def _borrower(line: Mapping[str, Any]) -> DemoBorrower:
    """A line of the truth file; whoever is healthy, or only looks otherwise, has no trouble."""
    first, *also = [(each["symptom"], each["cause"]) for each in line["harms"]] or [(None, None)]
    return DemoBorrower(
        borrower_id=line["borrower_id"],
        called=line["called"],
        language=line["language"],
        symptom=first[0],
        cause=first[1],
        mixture=line["mixture"],
        also=tuple(also),
    )
