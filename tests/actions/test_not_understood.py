"""A message that is not understood: another try with help, then a person."""

from pathlib import Path

from actions.not_understood import act
from tests.actions.house import ON_ITS_WAY, SYMPTOM, done, events, house, names, only_case, replied, turn


def test_the_first_time_help_is_offered(tmp_path: Path) -> None:
    """And nobody is bothered yet."""
    where = house(tmp_path)
    assert names(done(act, turn("nlu_fallback"), where)) == ["not_understood"]
    assert where.cases.of_conversation("c1") == []


def test_in_a_question_the_help_is_about_its_answer(tmp_path: Path) -> None:
    """The question follows again, so it stays open."""
    outcome = done(act, turn("nlu_fallback", requested_slot="subject"), house(tmp_path))
    assert (names(outcome), outcome.ends_form) == (["choose_again"], False)


def test_the_second_time_a_person_takes_over(tmp_path: Path) -> None:
    """Asking a third time would be an affront; the question ends."""
    where = house(tmp_path, ON_ITS_WAY)
    talk = turn("nlu_fallback", misses=1, requested_slot="subject", symptom=SYMPTOM, offered=["P1"])
    outcome = done(act, talk, where)
    assert names(outcome) == ["not_understood_twice"]
    assert (outcome.ends_form, outcome.slots) == (True, {"offered": None})
    assert (only_case(where).reason, only_case(where).queue) == ("not_understood", "posting")
    assert only_case(where).diagnosis


def test_whoever_goes_on_after_that_keeps_the_number(tmp_path: Path) -> None:
    """The person may take a while."""
    where = house(tmp_path)
    numbers = {replied(act, turn(misses=misses), where).facts["case"] for misses in (1, 2, 3)}
    assert numbers == {only_case(where).number}
    assert len(events(where)) == 3
