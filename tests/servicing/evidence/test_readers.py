"""Every reader is shown both ways: texts that it reads, to the last field, and the nearest that it leaves alone."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from servicing.evidence.reader import Reader, readers
from servicing.evidence.reading import read
from tests.servicing.evidence.cases import FOLDER, NOW, ZONE, TextCase, cases_in, every_case, said

READERS = {each.name: each for each in readers()}
AT_LEAST = {True: 6, False: 3}


def _shown(is_read: bool) -> list[object]:
    cases = [case for case in every_case() if case.is_read is is_read]
    return [pytest.param(case, id=f"{case.reader}: {case.sentence}") for case in cases]


@pytest.mark.parametrize("case", _shown(True))
def test_a_text_is_read_to_the_last_field(case: TextCase) -> None:
    """And by the reader that it is meant for, among all of them; what is not in it is not read from it."""
    reading = read(case.text, NOW, ZONE)
    assert reading is not None
    assert (reading.reader, said(reading)) == (case.reader, case.expects)


@pytest.mark.parametrize("case", _shown(False))
def test_a_text_that_is_none_of_its_own_is_left_alone(case: TextCase) -> None:
    """What failed, came in, is only planned or can be doubted is no proof of a payment."""
    assert read(case.text, NOW, ZONE, among=[READERS[case.reader]]) is None


@pytest.mark.parametrize("name", READERS)
def test_a_reader_has_cases_both_ways(name: str) -> None:
    """A reader that is shown only what it reads might read anything."""
    path = FOLDER / f"{name}.yml"
    assert path.exists(), f"{name} has no cases: write {path.relative_to(FOLDER.parents[3])}"
    shown = [case.is_read for case in cases_in(path)]
    assert all(shown.count(each) >= number for each, number in AT_LEAST.items())


def test_every_case_belongs_to_a_reader() -> None:
    """Cases of a reader that was renamed would test nothing."""
    assert {path.stem for path in FOLDER.glob("*.yml")} == set(READERS)


@pytest.mark.parametrize("name", READERS)
def test_every_pattern_is_needed_by_a_case(name: str) -> None:
    """A pattern without which all cases stay as they are is one that nobody has seen at work."""
    shortened = {place: {**READERS, name: each} for place, each in _one_pattern_less(READERS[name])}
    assert [place for place, among in shortened.items() if all(_stands(case, among) for case in every_case())] == []


def _one_pattern_less(reader: Reader) -> Iterator[tuple[str, Reader]]:
    for number in range(len(reader.recognised_by)):
        yield f"recognised_by {number + 1}", replace(reader, recognised_by=_without(reader.recognised_by, number))
    for number in range(len(reader.not_when)):
        yield f"not_when {number + 1}", replace(reader, not_when=_without(reader.not_when, number))
    for field, patterns in reader.fields.items():
        for number in range(len(patterns)):
            yield f"{field} {number + 1}", replace(reader, fields={**reader.fields, field: _without(patterns, number)})


def _without(patterns: tuple[re.Pattern[str], ...], number: int) -> tuple[re.Pattern[str], ...]:
    return patterns[:number] + patterns[number + 1 :]


def _stands(case: TextCase, among: dict[str, Reader]) -> bool:
    reading = read(case.text, NOW, ZONE, list(among.values()) if case.is_read else [among[case.reader]])
    if reading is None or not case.is_read:
        return reading is None and not case.is_read
    return (reading.reader, said(reading)) == (case.reader, case.expects)
