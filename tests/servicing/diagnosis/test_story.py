"""Several causes as one story: in order of time, one because of another; and what is told beside it."""

from datetime import UTC, datetime
from functools import cache
from random import Random

import pytest

from servicing.diagnosis.examine import Examination, examine
from servicing.diagnosis.register import every_file, symptoms
from servicing.diagnosis.story import Chapter
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from servicing.ledger.demo.healthy import healthy_life
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.register import all_mixtures, all_troubles
from servicing.ledger.demo.world import World
from servicing.ledger.facts import facts_of
from tests.small_ledger import Books, changed, facts_from

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
THRESHOLDS = load()
CHAIN = [("auto_debit_late", ()), ("fee_or_penalty_added", (1,)), ("really_late", (1,))]

IN_CLEARING: Books = {
    "instalments": [{"instalment_id": "I1", "due_on": "2026-11-20"}],
    "payment_instructions": [
        {
            "instruction_id": "P1",
            "instalment_id": "I1",
            "made_at": "2026-11-20 09:58",
            "acknowledged_at": "2026-11-20 09:58",
        }
    ],
    "channel_records": [{"record_id": "C1", "instruction_id": "P1", "occurred_at": "2026-11-20 10:00"}],
}


@cache
def struck(*names: tuple[str, str] | str) -> Setting:
    """A life with these troubles or mixtures in it."""
    life = healthy_life(7, Random(7), World(NOW))
    for name in names:
        _strike(life, name)
    return Setting(facts_of([*life.world.rows(), *life.rows.values()]), NOW, THRESHOLDS)


def _strike(life: Life, name: tuple[str, str] | str) -> None:
    if isinstance(name, str):
        all_mixtures()[name](life)
    else:
        all_troubles()[name](life)


def asked(books: Books, symptom: str = "payment_not_credited") -> Examination:
    """What a small ledger's borrower is told at noon."""
    return examine(Setting(facts_from(books), NOON, THRESHOLDS), symptom)


def told(chapters: tuple[Chapter, ...]) -> list[tuple[str, tuple[int, ...]]]:
    """The causes, each with the numbers of those that brought it about."""
    return [(each.found.cause, each.because) for each in chapters]


@pytest.mark.parametrize("symptom", ["auto_debit_problem", "amount_mismatch", "credit_report_impact"])
def test_one_thing_that_led_to_another_is_told_from_the_beginning(symptom: str) -> None:
    """Whichever end of the chain a borrower takes hold of: the incident's late debit, then what it brought."""
    assert told(examine(struck("one_thing_led_to_another"), symptom).story.chapters) == CHAIN


def test_a_story_cites_every_entry_of_its_chapters_once() -> None:
    """The subject first, then the rest in order of time."""
    examination = examine(struck("one_thing_led_to_another"), "auto_debit_problem")
    assert examination.asked.subject is not None
    first, *rest = examination.entries
    assert first == examination.asked.subject.entry
    assert len({first, *rest}) == len(examination.entries)
    cited = {entry for chapter in examination.story.chapters for entry in chapter.found.entries}
    assert {first, *cited} == {first, *rest}
    assert [str(each.at) for each in rest] == sorted(str(each.at) for each in rest)


def test_another_matter_is_told_beside_the_story() -> None:
    """A payment in review has nothing to do with a limit that was lowered, but a borrower wants to know of both."""
    setting = struck(("payment_not_credited", "risk_hold"), ("limit_mismatch", "policy_tightened"))
    payment = examine(setting, "payment_not_credited").story
    assert (told(payment.chapters), payment.beside[0].found.cause) == ([("risk_hold", ())], "policy_tightened")
    limit = examine(setting, "limit_mismatch").story
    assert (told(limit.chapters), limit.beside[0].found.cause) == ([("policy_tightened", ())], "risk_hold")


@pytest.mark.parametrize("symptom", sorted(set(symptoms()) - {"payment_not_credited"}))
def test_a_trouble_by_another_name_is_found_all_the_same(symptom: str) -> None:
    """People say "my limit is wrong" of a payment that has not arrived."""
    told_of = examine(struck(("payment_not_credited", "risk_hold")), symptom).story
    assert "risk_hold" in [each.found.cause for each in (*told_of.chapters, *told_of.beside)]


def test_what_is_quiet_is_no_story_where_there_is_another() -> None:
    """That no late day has been reported is good to know beside, and comes last."""
    story = examine(struck(("payment_not_credited", "settlement_missing")), "payment_not_credited").story
    assert told(story.chapters) == [("settlement_missing", ())]
    assert [each.found.cause for each in story.beside] == ["not_reported"]


def test_a_second_trouble_of_the_same_kind_is_not_lost() -> None:
    """Of two payments on their way, the one that was not asked about is told beside."""
    second = changed(
        IN_CLEARING,
        {
            "instalments": {"I2": {"number": 2, "due_on": "2026-11-19"}},
            "payment_instructions": {
                "P2": {
                    "instalment_id": "I2",
                    "made_at": "2026-11-20 08:00",
                    "acknowledged_at": "2026-11-20 08:00",
                }
            },
            "channel_records": {"C2": {"instruction_id": "P2", "occurred_at": "2026-11-20 08:01"}},
        },
    )
    setting = Setting(facts_from(second), NOON, THRESHOLDS)
    story = examine(setting, "payment_not_credited", "P1").story
    assert [each.subject.ref for each in story.chapters if each.subject] == ["P1"]
    assert ("in_clearing", "P2") in [(each.found.cause, each.subject.ref) for each in story.beside if each.subject]


def test_while_it_is_open_which_is_meant_there_is_no_story() -> None:
    """The question comes first."""
    examination = examine(struck("two_payments_in_trouble"), "payment_not_credited")
    assert (examination.asked.verdict, examination.story.chapters, examination.story.beside) == ("which_one", (), ())


def test_what_the_books_do_not_explain_is_not_explained_by_something_else() -> None:
    """Another matter is told beside; the case for a person stays."""
    setting = struck("beyond_the_books", ("limit_mismatch", "policy_tightened"))
    examination = examine(setting, "payment_not_credited")
    assert (examination.asked.verdict, examination.story.chapters) == ("unexplained", ())
    assert "policy_tightened" in [each.found.cause for each in examination.story.beside]


def test_what_rests_on_the_lack_of_entries_is_for_those_who_ask() -> None:
    """Whoever pays by hand never set up automatic debit, and is not told so whatever they ask."""
    assert "auto_debit_disabled" not in [each.found.cause for each in asked(IN_CLEARING).story.chapters]
    assert told(asked(IN_CLEARING).story.chapters) == [("in_clearing", ())]


def test_what_a_cause_may_follow_from_is_a_cause() -> None:
    """A misspelt name would tie nothing together, and nobody would notice."""
    names = {cause for _, cause in every_file()}
    for each in symptoms().values():
        for name, cause in each.causes.items():
            assert set(cause.follows_from) <= names - {name}
