"""What is told of the demo's borrowers before anything is said: everything that the demo can do to one has words."""

from pathlib import Path

import pytest

from bot.channels.about import about, every_way
from bot.demo import Demo, DemoBorrower
from servicing.ledger.demo.register import all_mixtures, all_troubles
from tests.bot.channels.house import WORDS, surroundings
from tests.bot.relay.fakes import FakeEngine

TROUBLED = [DemoBorrower("B1", "Tom", "en", symptom, cause, None) for symptom, cause in sorted(all_troubles())]
MIXED = [DemoBorrower("B2", "Tom", "en", None, None, mixture) for mixture in sorted(all_mixtures())]


@pytest.mark.parametrize("language", WORDS)
def test_whatever_the_demo_does_to_a_borrower_can_be_said(tmp_path: Path, language: str) -> None:
    """A trouble or a mixture without words would leave the page without its list."""
    told = about(surroundings(tmp_path, FakeEngine(), Demo([*TROUBLED, *MIXED])), "page")
    matters = [each["about"][language] for each in told["borrowers"]]
    assert len(matters) == len(TROUBLED) + len(MIXED)
    assert all(matter["group"] and matter["cause"] and "{" not in matter["cause"] for matter in matters)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("still in clearing", "still in clearing"),
        ("{% if way == 'a' %}taken twice{% else %}taken late{% endif %}", "taken twice / taken late"),
    ],
)
def test_a_name_with_several_forms_shows_them_all(name: str, shown: str) -> None:
    """Nobody has looked yet which of them it is; naming one would be a guess."""
    assert every_way(name) == shown
