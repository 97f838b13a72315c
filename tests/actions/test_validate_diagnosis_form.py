"""The answer to "which one": by button, place, amount or reference; what fits none or two is asked again."""

from pathlib import Path
from typing import Any

import pytest

from actions.turn import Outcome
from actions.validate_diagnosis_form import act
from tests.actions.house import SYMPTOM, done, house, turn, two_payments
from tests.small_ledger import Books

TWO = two_payments("1030", "515.50")
BOTH = ["P2", "P1"]


def chosen(folder: Path, text: str, books: Books = TWO, **more: Any) -> str | None:
    """The reference that a typed answer chooses of the two on offer."""
    talk = turn("out_of_scope", text, **{"symptom": SYMPTOM, "offered": BOTH, **more})
    outcome = done(act, talk, house(folder, books))
    assert outcome.replies == ()
    return outcome.slots.get("subject")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("1,030", "P1"),
        ("1030.00", "P1"),
        ("the one of 1030.", "P1"),
        ("￥１０３０元的那笔", "P1"),
        ("1，030", "P1"),
        ("515.5", "P2"),
        ("¥515.50", "P2"),
        ("515", None),
        ("10300", None),
        ("p1", "P1"),
        ("编号P2的那笔", "P2"),
        ("P12", None),
        ("P1-2", None),
        ("P1 or P2", None),
        ("1030 or 515.50", None),
        ("the other one", None),
        ("", None),
    ],
)
def test_an_amount_or_a_reference_chooses(tmp_path: Path, text: str, subject: str | None) -> None:
    """As people write it, full-width digits included; a part of a longer number or reference is none."""
    assert chosen(tmp_path, text) == subject


def test_two_of_the_same_amount_are_not_told_apart_by_it(tmp_path: Path) -> None:
    """The question is asked again."""
    assert chosen(tmp_path, "1030", two_payments("1030", "1030")) is None


@pytest.mark.parametrize(("place", "subject"), [("1", "P2"), ("2", "P1"), ("3", None), ("0", None)])
def test_a_place_is_that_of_the_list_on_offer(tmp_path: Path, place: str, subject: str | None) -> None:
    """The engine noticed it; which one stands there is known here alone."""
    talk = turn("nlu_fallback", "the second one", given={"place": place}, symptom=SYMPTOM, offered=BOTH)
    assert done(act, talk, house(tmp_path, TWO)).slots.get("subject") == subject


def test_a_place_follows_what_was_shown_and_not_what_is_likely(tmp_path: Path) -> None:
    """ "The first" is the one that the borrower saw first."""
    talk = turn("", "first", given={"place": "1"}, symptom=SYMPTOM, offered=["P1", "P2"])
    assert done(act, talk, house(tmp_path, TWO)).slots == {"subject": "P1"}


def test_a_place_among_two_of_an_amount_is_that_of_the_list(tmp_path: Path) -> None:
    """ "The second 1,030" where every one is of 1,030."""
    talk = turn("", "第二个1030", given={"place": "2"}, symptom=SYMPTOM, offered=BOTH)
    assert done(act, talk, house(tmp_path, two_payments("1030", "1030"))).slots == {"subject": "P1"}


def test_a_button_chooses(tmp_path: Path) -> None:
    """What it carries, whatever its title says; an older one brings its own trouble back."""
    pressed = turn("choose", given={"subject": "P1", "symptom": SYMPTOM}, symptom="line_closed", offered=BOTH)
    assert done(act, pressed, house(tmp_path, TWO)) == Outcome(slots={"symptom": SYMPTOM, "subject": "P1"})


def test_only_what_is_on_offer_can_be_typed(tmp_path: Path) -> None:
    """A reference that was not shown is not guessed at."""
    assert chosen(tmp_path, "P1", offered=["P2"]) is None
    assert chosen(tmp_path, "P1", offered=None) is None


def test_without_a_trouble_nothing_is_chosen(tmp_path: Path) -> None:
    """The question that follows says so."""
    assert chosen(tmp_path, "P1", symptom=None) is None
