"""From what was found to what is said: each entry once, a few steps, a person always the last of them."""

from dataclasses import replace

import pytest

from actions.speech import MOST_STEPS, reply_to, steps_of
from servicing.diagnosis.diagnosis import Found
from servicing.diagnosis.examine import Examination, examine
from servicing.diagnosis.story import Story
from servicing.diagnosis.views import Setting
from tests.actions.house import ALL_WELL, NEVER_RECEIVED, NOW, ON_ITS_WAY, SYMPTOM, THRESHOLDS, UNEXPLAINED
from tests.small_ledger import Books, facts_from


def examined(books: Books) -> Examination:
    """What is found about the one payment, and beside it."""
    return examine(Setting(facts_from(books), NOW, THRESHOLDS), SYMPTOM)


def with_steps(*steps: tuple[str, ...]) -> list[Found]:
    """As many causes, each with steps."""
    (found,) = examined(ON_ITS_WAY).asked.found
    return [replace(found, steps=each) for each in steps]


def told_of(*found: Found) -> Examination:
    """A story of these causes."""
    examination = examined(ON_ITS_WAY)
    (chapter,) = examination.story.chapters
    return replace(examination, story=Story(tuple(replace(chapter, found=each) for each in found)))


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([], ["person"]),
        ([("wait",)], ["wait", "person"]),
        ([("wait", "bill"), ("bill", "limit")], ["wait", "bill", "limit", "person"]),
        ([("person", "wait")], ["wait", "person"]),
        ([("wait", "bill", "limit", "person"), ("send_proof",)], ["wait", "bill", "limit", "person"]),
    ],
)
def test_the_steps_of_all_causes_are_told_in_their_order(steps: list[tuple[str, ...]], told: list[str]) -> None:
    """Each once and no more than fit on a screen; a person is never crowded out."""
    assert steps_of(with_steps(*steps)) == told
    assert len(told) <= MOST_STEPS


def test_the_subjects_own_entry_comes_first_and_only_once() -> None:
    """The borrower sees at once which one is meant; a cause that rests on it does not repeat it."""
    for books in (ON_ITS_WAY, ALL_WELL, NEVER_RECEIVED):
        refs = [each["reference"] for each in reply_to(examined(books), "Asia/Shanghai").facts["entries"]]
        assert refs[0] == "P1"
        assert len(refs) == len(set(refs))


def test_two_causes_on_one_entry_show_it_once() -> None:
    """A list with repetitions looks like two payments."""
    twice = reply_to(told_of(*with_steps((), ())), "Asia/Shanghai")
    assert [each["reference"] for each in twice.facts["entries"]] == ["P1", "C1"]
    assert len(twice.facts["found"]) == 2


def test_what_is_not_explained_shows_what_was_looked_at() -> None:
    """The entry that it is about, and what was ruled out; a person is the one step."""
    reply = reply_to(examined(UNEXPLAINED), "Asia/Shanghai")
    assert (reply.name, reply.facts["found"], reply.facts["steps"]) == ("unexplained", [], ["person"])
    assert [each["reference"] for each in reply.facts["entries"]] == ["P1"]


def test_nobody_is_told_to_wait_for_nothing() -> None:
    """To wait is a step where it is known until when; a button that promises a time that nobody gave is a lie."""
    (found,) = with_steps(("wait", "bill"))
    assert steps_of([replace(found, expected=None)]) == ["bill", "person"]
    assert steps_of([replace(found, expected=None), found]) == ["bill", "wait", "person"]


def test_what_would_help_is_asked_for_once() -> None:
    """However many causes it would help with."""
    (found,) = examined(ON_ITS_WAY).asked.found
    first, second = replace(found, evidence=("bank_record",)), replace(found, evidence=("receipt", "bank_record"))
    assert reply_to(told_of(first, second), "Asia/Shanghai").facts["evidence"] == ["bank_record", "receipt"]


def test_a_quiet_cause_is_left_to_those_who_ask_about_it() -> None:
    """Beside a payment that failed, that nothing was reported is no news."""
    (chapter,) = examined(ON_ITS_WAY).story.chapters
    quiet = replace(chapter, found=replace(chapter.found, quiet=True))
    beside = replace(examined(ON_ITS_WAY), story=Story((chapter,), (quiet, chapter)))
    assert len(reply_to(beside, "Asia/Shanghai").facts["beside"]) == 1
