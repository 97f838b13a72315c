"""Asking from end to end: the facts are read once, and only when there is something to ask of them."""

import pytest

from servicing.diagnosis.ask import ask
from servicing.diagnosis.thresholds import load
from servicing.errors import UnknownSymptom
from servicing.ledger.door import open_door
from tests.servicing.ledger.books import NOW


def test_an_unknown_symptom_does_not_open_the_books() -> None:
    """The books here do not exist, and that is not what is told."""
    with pytest.raises(UnknownSymptom, match="Pick one of: "):
        ask(open_door("sqlite:///nowhere/ledger.db"), load(), "B0001", "hiccups", NOW)
