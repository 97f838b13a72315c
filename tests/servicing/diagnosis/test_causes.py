"""Every cause is shown both ways: a small ledger in which it is found, and the nearest one in which it is not."""

from typing import Any

import pytest

from servicing.diagnosis.diagnosis import Found
from servicing.diagnosis.register import every_file
from tests.servicing.diagnosis.cases import FOLDER, CauseCase, cases_in, every_case


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{case.symptom}/{case.cause}: {case.sentence}") for case in every_case()]
)
def test_a_cause_is_found_where_its_ledger_proves_it(case: CauseCase) -> None:
    """And by the entries that prove it, and not where they do not."""
    diagnosis = case.diagnosis()
    causes = {each.cause: each for each in diagnosis.found}
    assert (case.cause in causes) is case.is_found, (diagnosis.verdict, sorted(causes), diagnosis.ruled_out)
    found, expects = causes.get(case.cause), case.expects
    if found:
        _check(found, expects)
    if "instead" in expects:
        assert (sorted(causes) or [diagnosis.verdict]) == sorted(expects["instead"])


def _check(found: Found, expects: dict[str, Any]) -> None:
    if "entries" in expects:
        assert [entry.reference for entry in found.entries] == expects["entries"]
    if "expected" in expects:
        assert str(found.expected) == f"{expects['expected']}:00+00:00"
    for name, value in expects.get("details", {}).items():
        assert str(getattr(found.details[name], "amount", found.details[name])) == str(value)


@pytest.mark.parametrize(("folder", "cause"), sorted(every_file()))
def test_a_cause_has_cases_both_ways(folder: str, cause: str) -> None:
    """A rule that is shown only where it applies might apply everywhere."""
    path = FOLDER / folder / f"{cause}.yml"
    assert path.exists(), f"{folder}/{cause} has no cases: write {path.relative_to(FOLDER.parents[3])}"
    assert {case.is_found for case in cases_in(path)} == {True, False}
