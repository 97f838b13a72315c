"""A case's number can be read out over a telephone, and its queue is that of the people who know about it."""

import re

import pytest

from servicing.cases.case import ALPHABET, QUEUES, Reason, new_number, queue_for
from servicing.diagnosis.register import symptoms

SHAPE = re.compile(r"DZ-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")


def test_a_number_has_its_shape() -> None:
    """A thousand of them, all different."""
    numbers = {new_number() for _ in range(1000)}
    assert len(numbers) == 1000
    assert [each for each in numbers if not SHAPE.fullmatch(each)] == []


def test_no_letter_looks_or_sounds_like_another() -> None:
    """I, L and O are read as digits, and U as V; a small letter would double the trouble."""
    assert set("ILOU") & set(ALPHABET) == set()
    assert (ALPHABET, len(set(ALPHABET))) == (ALPHABET.upper(), 32)


@pytest.mark.parametrize(
    ("reason", "symptom", "queue"),
    [
        ("human", None, "general"),
        ("human", "line_closed", "limit"),
        ("unexplained", "payment_not_credited", "posting"),
        ("correction", "settled_shows_unpaid", "data_correction"),
        ("correction", None, "data_correction"),
        ("complaint", "line_closed", "complaint"),
        ("hardship", None, "hardship"),
        ("not_understood", "no_such_symptom", "general"),
    ],
)
def test_a_case_goes_to_those_who_know(reason: Reason, symptom: str | None, queue: str) -> None:
    """A complaint is one, whatever it is about; a trouble that nobody knows goes to all."""
    assert queue_for(reason, symptom) == queue


def test_every_trouble_has_its_people() -> None:
    """A new symptom that nobody is responsible for would wait in the general queue unseen."""
    assert set(QUEUES) == set(symptoms())
