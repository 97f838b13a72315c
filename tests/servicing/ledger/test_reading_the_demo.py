"""Reading only what can be in question changes no diagnosis: each trouble, by rows in memory and through the door."""

from collections.abc import Mapping, Sequence
from functools import cache

import pytest

from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.register import symptoms
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.register import all_troubles
from servicing.ledger.door import LedgerDoor, open_door
from servicing.ledger.records import RECORDS
from servicing.ledger.writing import write_books
from tests.servicing.ledger.books import NOW, books_of, facts_of_life, healthy

THRESHOLDS = load()
HEALTHY = 8


@cache
def struck_lives() -> Mapping[tuple[str, str], tuple[Life, str]]:
    """A life and what its trouble is about, by symptom and cause."""
    struck = {}
    for number, (name, strike) in enumerate(sorted(all_troubles().items()), start=1):
        life = healthy(number)
        struck[name] = (life, strike(life).subject)
    return struck


@cache
def spared_lives() -> Sequence[Life]:
    """Lives in which nothing happens."""
    return [healthy(number) for number in range(901, 901 + HEALTHY)]


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> LedgerDoor:
    """A door to books in which every trouble has struck."""
    address = f"sqlite:///{tmp_path_factory.mktemp('books')}/ledger.db"
    lives = [*(life for life, _ in struck_lives().values()), *spared_lives()]
    write_books(address, books_of(lives), RECORDS)
    return open_door(address)


def settings(door: LedgerDoor, life: Life) -> tuple[Setting, Setting]:
    """The life as its rows are, and as the door reads it."""
    read = door.facts(life.borrower.borrower_id, NOW)
    return Setting(facts_of_life(life), NOW, THRESHOLDS), Setting(read, NOW, THRESHOLDS)


@pytest.mark.parametrize(("symptom", "cause"), sorted(all_troubles()))
def test_a_trouble_is_the_same_through_the_door(symptom: str, cause: str, door: LedgerDoor) -> None:
    """The cause, its entries, and why every other cause is ruled out."""
    life, subject = struck_lives()[symptom, cause]
    in_memory, through_the_door = settings(door, life)
    assert diagnose(through_the_door, symptom, subject) == diagnose(in_memory, symptom, subject)


@pytest.mark.parametrize("symptom", sorted(symptoms()))
def test_a_healthy_life_is_the_same_through_the_door(symptom: str, door: LedgerDoor) -> None:
    """What is not read must not make a healthy borrower look ill, whatever is asked."""
    for life in spared_lives():
        in_memory, through_the_door = settings(door, life)
        assert diagnose(through_the_door, symptom) == diagnose(in_memory, symptom)
