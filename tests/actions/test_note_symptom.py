"""A trouble is named: what is remembered, and when the borrower has to be asked."""

from pathlib import Path

from actions.note_symptom import NOTHING, act
from actions.turn import Outcome
from tests.actions.house import NOTHING_PAID, ON_ITS_WAY, SYMPTOM, done, house, turn, two_payments
from tests.small_ledger import Books


def noted(folder: Path, books: Books | None = None, symptom: str = SYMPTOM) -> Outcome:
    """What is remembered when the symptom is named."""
    return done(act, turn(symptom), house(folder, books))


def remembered(subject: str | None, symptom: str | None = SYMPTOM) -> Outcome:
    """The slots, and nothing said."""
    return Outcome(slots={"symptom": symptom, "subject": subject, "offered": None})


def test_the_one_payment_in_trouble_is_taken(tmp_path: Path) -> None:
    """To ask which one, where there is only one, would be a chore."""
    assert noted(tmp_path, ON_ITS_WAY) == remembered("P1")


def test_of_two_in_trouble_the_borrower_has_to_choose(tmp_path: Path) -> None:
    """An open subject makes the form ask."""
    assert noted(tmp_path, two_payments()) == remembered(None)


def test_where_there_is_nothing_the_form_is_not_to_ask(tmp_path: Path) -> None:
    """An empty question cannot be answered."""
    assert noted(tmp_path, NOTHING_PAID) == remembered(NOTHING)


def test_without_a_borrower_or_a_ledger_the_form_is_not_to_ask(tmp_path: Path) -> None:
    """The next action says why; saying it here too would say it twice."""
    for where in (house(tmp_path, borrower=None), house(tmp_path, borrower="b9"), house(tmp_path, away=True)):
        assert done(act, turn(SYMPTOM), where) == remembered(NOTHING)


def test_a_new_trouble_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    """What was chosen for the old one means nothing for the new one."""
    talk = turn("line_closed", symptom=SYMPTOM, subject="P1", offered=["P1"])
    assert done(act, talk, house(tmp_path, ON_ITS_WAY)) == remembered("L1", "line_closed")


def test_a_late_button_keeps_the_trouble(tmp_path: Path) -> None:
    """Pressed after the question was left, it still means the payment that it shows."""
    late = turn("choose", given={"subject": "P2"}, symptom=SYMPTOM, subject="P1")
    assert done(act, late, house(tmp_path, two_payments())) == remembered("P2")


def test_a_late_button_without_a_trouble_means_nothing(tmp_path: Path) -> None:
    """After "never mind" nobody knows what the payment was said to suffer from."""
    late = turn("choose", given={"subject": "P2"})
    assert done(act, late, house(tmp_path, two_payments())) == remembered(NOTHING, None)


def test_an_old_button_brings_its_own_trouble_back(tmp_path: Path) -> None:
    """Meanwhile the borrower may have gone on to something else."""
    late = turn("choose", given={"subject": "P2", "symptom": SYMPTOM}, symptom="line_closed", subject="L1")
    assert done(act, late, house(tmp_path, two_payments())) == remembered("P2")
