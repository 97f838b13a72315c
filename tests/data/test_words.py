"""The words: every cause, entry, step and piece of evidence can be said in every language, with every fact in place."""

import pytest

from actions.speech import reply_to
from bot.voice.catalogue import catalogues
from bot.voice.voice import Voice
from servicing.diagnosis.entry import MOMENTS
from servicing.diagnosis.register import every_file, symptoms
from tests.servicing.diagnosis.cases import CauseCase, every_case

CATALOGUES = catalogues()
VOICE = Voice(CATALOGUES)
FOUND = [case for case in every_case() if case.is_found]


@pytest.mark.parametrize("language", CATALOGUES)
@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{case.symptom}/{case.cause}: {case.sentence}") for case in FOUND]
)
def test_a_cause_that_is_found_can_be_said(case: CauseCase, language: str) -> None:
    """A missing word or fact shows here, and not in front of a borrower."""
    reply = reply_to(case.examination(), "Asia/Shanghai")
    said = VOICE.say(reply.name, language, reply.facts)
    assert all(entry["reference"] in said.text for entry in reply.facts["entries"])
    assert "None" not in said.text
    assert "{" not in said.text
    assert said.buttons


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_cause_has_its_words(language: str) -> None:
    """Each cause, and each proof that nothing is wrong, has a name and a story in each language."""
    wanted = {f"{folder}/{cause}" for folder, cause in every_file()}
    words = CATALOGUES[language].causes
    assert set(words) == wanted
    assert all({"name", "story"} <= set(words[each]) <= {"name", "story", "next", "do"} for each in wanted)


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_code_of_a_cause_has_a_word(language: str) -> None:
    """The steps and the evidence that a cause names can be said."""
    words = CATALOGUES[language].words
    for symptom in symptoms().values():
        for cause in [*symptom.causes.values(), symptom.nothing_wrong]:
            assert set(cause.steps) <= set(words["steps"])
            assert set(cause.evidence) <= set(words["evidence"])
    assert set(symptoms()) <= set(words["symptoms"])


def test_the_languages_say_the_same_things() -> None:
    """What one language has a reply, a word or a cause for, every language has one for."""
    first, *others = CATALOGUES.values()
    for other in others:
        assert set(other.replies) == set(first.replies)
        assert {kind: set(words) for kind, words in other.words.items()} == {
            kind: set(words) for kind, words in first.words.items()
        }


def test_every_table_has_words_for_its_entries() -> None:
    """A row of any table may be cited, except the borrower's own."""
    named = {sort.split(".")[0] for sort in CATALOGUES["en"].words["entries"]}
    assert set(MOMENTS) - named == {"borrowers", "contact_points"}
