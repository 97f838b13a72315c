"""The demo lender's troubles: each is what the diagnosis finds, and each cause can be seen in whole books."""

from collections.abc import Iterator

import pytest

from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.diagnosis import Diagnosis
from servicing.diagnosis.register import ALL_IS_WELL, EVERY_SYMPTOM, every_file, symptoms
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.register import all_near_misses, all_troubles
from tests.servicing.ledger.books import NOW, facts_of_life, healthy

THRESHOLDS = load()
LIVES = 24
STRUCK, SPARED = 4, 2


def setting_of(life: Life) -> Setting:
    """The whole of a life, as it stands now."""
    return Setting(facts_of_life(life), NOW, THRESHOLDS)


def lives_for(name: tuple[str, str], many: int) -> Iterator[Life]:
    """So many different lives, and others for the next trouble, so that all of them are lived through."""
    first = sorted(all_troubles()).index(name) * many
    return (healthy((first + each) % LIVES + 1) for each in range(many))


@pytest.mark.parametrize(("symptom", "cause"), sorted(all_troubles()))
def test_a_trouble_in_a_whole_life_is_found(symptom: str, cause: str) -> None:
    """Whatever else is in a borrower's history, the trouble that struck is found, by the rows that prove it, alone."""
    for life in lives_for((symptom, cause), STRUCK):
        harm = all_troubles()[symptom, cause](life)
        setting = setting_of(life)
        diagnosis = diagnose(setting, symptom, harm.subject)
        assert [each.cause for each in diagnosis.found] == [cause], (life.number, diagnosis.verdict)
        assert set(map(Life.name_of, harm.proof)) <= cited(diagnosis), life.number
        assert diagnose(setting, symptom).subject == diagnosis.subject


def cited(diagnosis: Diagnosis) -> set[tuple[str, str]]:
    """The rows on which a diagnosis rests."""
    return {(entry.table, entry.reference) for each in diagnosis.found for entry in each.entries}


@pytest.mark.parametrize(("symptom", "cause"), sorted(all_near_misses()))
def test_nothing_is_claimed_of_what_only_looks_like_trouble(symptom: str, cause: str) -> None:
    """A near miss is harmless: whoever asks about it, or about anything else, is told that all is well."""
    for life in lives_for((symptom, cause), SPARED):
        all_near_misses()[symptom, cause](life)
        assert claimed(setting_of(life)) == {}, life.number


@pytest.mark.parametrize("number", range(1, LIVES + 1))
def test_nothing_is_claimed_of_a_healthy_life(number: int) -> None:
    """A borrower to whom nothing happened is told so, whatever they complain of."""
    assert claimed(setting_of(healthy(number))) == {}


def claimed(setting: Setting) -> dict[str, object]:
    """What each symptom gives instead of `nothing_wrong`."""
    given = {name: diagnose(setting, name) for name in symptoms()}
    return {
        name: (each.verdict, [found.cause for found in each.found])
        for name, each in given.items()
        if each.verdict != "nothing_wrong"
    }


def test_every_cause_has_a_trouble() -> None:
    """A cause that no demo borrower can have is one that nobody has seen at work; of every symptom, one will do."""
    struck = {(name if cause in symptoms()[name].own else EVERY_SYMPTOM, cause) for name, cause in all_troubles()}
    assert struck == {(folder, cause) for folder, cause in every_file() if cause != ALL_IS_WELL}


def test_every_trouble_has_a_near_miss() -> None:
    """What is only known from afar is too easily told from a healthy life."""
    assert sorted(all_near_misses()) == sorted(all_troubles())
