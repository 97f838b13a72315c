"""Talk of another world: declined in a word; in the middle of a question it is an answer that does not fit."""

from pathlib import Path

from actions.out_of_scope import act
from actions.turn import Outcome
from tests.actions.house import done, house, names, turn


def test_another_world_is_declined_and_nothing_more(tmp_path: Path) -> None:
    """However often; a joke is no failure to understand."""
    where = house(tmp_path)
    for misses in (0, 1, 5):
        outcome = done(act, turn("out_of_scope", misses=misses), where)
        assert outcome == Outcome(outcome.replies)
        assert names(outcome) == ["out_of_scope"]
    assert where.cases.of_conversation("c1") == []


def test_in_a_question_it_is_an_answer_that_does_not_fit(tmp_path: Path) -> None:
    """The first time another try, the second time a person."""
    where = house(tmp_path)
    first, second = (turn("out_of_scope", misses=misses, requested_slot="subject") for misses in (0, 1))
    assert names(done(act, first, where)) == ["choose_again"]
    assert names(done(act, second, where)) == ["not_understood_twice"]
