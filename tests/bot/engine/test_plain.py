"""What was typed never becomes a command of the engine."""

import pytest

from bot.engine.plain import as_text

SPACES = ["", " ", "\t", "\n", "\r", "\u00a0", "\u2003", "\u3000", "/\u3000", "／\u00a0/"]


@pytest.mark.parametrize("space", SPACES)
def test_no_sign_of_a_command_is_left_in_front(space: str) -> None:
    """Whatever stands before it: Rasa strips any space before it looks."""
    assert as_text(f'{space}/affirm{{"loan": "N1"}}') == 'affirm{"loan": "N1"}'
    assert as_text(f"{space}／affirm") == "affirm"


@pytest.mark.parametrize("typed", ["", "/", " / ／ ", "\u3000"])
def test_of_a_lone_sign_a_question_is_left(typed: str) -> None:
    """Nothing at all would be no message."""
    assert as_text(typed) == "?"


@pytest.mark.parametrize("typed", ["24/7", "and/or", "还款 / 借款", "why?"])
def test_a_sign_inside_is_text(typed: str) -> None:
    """People write dates and choices with it."""
    assert as_text(typed) == typed
