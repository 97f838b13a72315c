"""The borrower meant another one: the question is opened again where there is another one."""

from pathlib import Path

from actions.note_symptom import NOTHING
from actions.reconsider import act
from actions.turn import Outcome
from tests.actions.house import NOTHING_PAID, ON_ITS_WAY, SYMPTOM, done, house, names, turn, two_payments


def test_all_of_them_are_on_offer_again(tmp_path: Path) -> None:
    """An open subject makes the form ask."""
    meant = turn("correct_choice", symptom=SYMPTOM, subject="P1", offered=["P1"])
    outcome = done(act, meant, house(tmp_path, two_payments()))
    assert outcome == Outcome(slots={"subject": None, "offered": ["P2", "P1"]})


def test_where_there_is_one_it_is_kept_and_said(tmp_path: Path) -> None:
    """The one that is meant is elsewhere, and a person can be asked."""
    outcome = done(act, turn("correct_choice", symptom=SYMPTOM, subject="P1"), house(tmp_path, ON_ITS_WAY))
    assert (names(outcome), outcome.slots) == (["only_one"], {"subject": "P1"})


def test_where_there_is_none_the_form_is_not_to_ask(tmp_path: Path) -> None:
    """Nor is it to ask where no trouble was named."""
    nothing = done(act, turn("correct_choice", symptom=SYMPTOM), house(tmp_path, NOTHING_PAID))
    assert nothing.slots == {"subject": NOTHING}
    assert done(act, turn("correct_choice"), house(tmp_path)) == Outcome(slots={"subject": NOTHING})
