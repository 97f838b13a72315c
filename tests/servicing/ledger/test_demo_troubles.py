"""The demo lender's troubles: each is what the diagnosis finds, and each cause can be seen in whole books."""

from datetime import UTC, datetime
from random import Random

import pytest

from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.register import ALL_IS_WELL, EVERY_SYMPTOM, every_file, symptoms
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from servicing.ledger.demo.healthy import healthy_life
from servicing.ledger.demo.register import all_troubles
from servicing.ledger.demo.world import World
from servicing.ledger.facts import facts_of

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
THRESHOLDS = load()


@pytest.mark.parametrize(("symptom", "cause"), sorted(all_troubles()))
def test_a_trouble_in_a_whole_life_is_found(symptom: str, cause: str) -> None:
    """Whatever else is in a borrower's history, the trouble that struck is the cause that is found, and only that."""
    for number in range(1, 9):
        world = World(NOW)
        life = healthy_life(number, Random(number), world)
        subject = all_troubles()[symptom, cause](life).subject
        facts = facts_of([*world.rows(), *life.rows.values()])
        diagnosis = diagnose(Setting(facts, NOW, THRESHOLDS), symptom, subject)
        assert [each.cause for each in diagnosis.found] == [cause], (number, diagnosis.verdict, diagnosis.ruled_out)
        assert diagnose(Setting(facts, NOW, THRESHOLDS), symptom).subject == diagnosis.subject


@pytest.mark.parametrize("symptom", sorted(symptoms()))
def test_nothing_is_claimed_of_a_healthy_life(symptom: str) -> None:
    """A borrower to whom nothing happened is told so, whatever they complain of."""
    for number in range(1, 40):
        world = World(NOW)
        life = healthy_life(number, Random(number), world)
        facts = facts_of([*world.rows(), *life.rows.values()])
        assert diagnose(Setting(facts, NOW, THRESHOLDS), symptom).verdict == "nothing_wrong"


def test_every_cause_has_a_trouble() -> None:
    """A cause that no demo borrower can have is one that nobody has seen at work; of every symptom, one will do."""
    struck = {(name if cause in symptoms()[name].own else EVERY_SYMPTOM, cause) for name, cause in all_troubles()}
    assert struck == {(folder, cause) for folder, cause in every_file() if cause != ALL_IS_WELL}
