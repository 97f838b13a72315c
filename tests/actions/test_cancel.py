"""The borrower leaves the question."""

from pathlib import Path

from actions.cancel import act
from actions.turn import Outcome
from tests.actions.house import ON_ITS_WAY, SYMPTOM, done, house, names, turn


def test_nothing_of_the_question_is_kept(tmp_path: Path) -> None:
    """A later "the first one" must not answer what was left; no ledger and no proof is needed to leave."""
    for where in (house(tmp_path, ON_ITS_WAY), house(tmp_path, borrower=None, away=True)):
        outcome = done(act, turn("cancel", symptom=SYMPTOM, subject="P1", offered=["P1"]), where)
        forgotten = {"symptom": None, "subject": None, "offered": None}
        assert outcome == Outcome(outcome.replies, forgotten, ends_form=True)
        assert names(outcome) == ["cancelled"]
