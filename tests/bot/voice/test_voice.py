"""The voice: what it says, in whose form, and that a gap in the words is an error and never a hole in a sentence."""

from typing import Any

import pytest

from bot.voice.button import Button
from bot.voice.catalogue import Catalogue, WordsRefused
from bot.voice.voice import Voice

WORDS: dict[str, dict[str, Any]] = {
    "forms": {
        "moment": "d MMM, HH:mm",
        "day": "d MMM",
        "dated_moment": "d MMM y, HH:mm",
        "dated_day": "d MMM y",
    },
    "failures": {"card_limit": "the card's limit"},
    "steps": {"person": {"title": "Talk to a person", "press": "human"}},
}


def voice(text: str, buttons: list[dict[str, Any]] | None = None, **cause: str) -> Voice:
    """A voice with one reply and one cause, in English and as a stand-in for Chinese."""
    reply = {"text": text, "buttons": buttons or []}
    return Voice(
        {
            language: Catalogue(language, language, locale, {}, {"hello": reply}, {"lost/card": cause}, WORDS)
            for language, locale in (("en", "en_GB"), ("zh", "zh_Hans_CN"))
        }
    )


@pytest.mark.parametrize(
    ("fact", "language", "written"),
    [
        ({"$money": ["1030.5", "CNY"]}, "en", "CN¥1,030.50"),
        ({"$money": ["1030.5", "CNY"]}, "zh", "¥1,030.50"),
        ({"$moment": "2026-11-20T20:30:00+00:00"}, "en", "21 Nov, 04:30"),
        ({"$day": "2026-11-20"}, "zh", "2026年11月20日"),
        (7, "en", "7"),
    ],
)
def test_a_fact_is_written_as_its_reader_writes_it(fact: Any, language: str, written: str) -> None:
    """Money with its currency, moments in the borrower's zone: a UTC time would name the wrong day."""
    assert voice("{{ it }}").say("hello", language, {"it": fact}).text == written


def test_a_moment_is_shown_in_the_zone_that_travels_with_it() -> None:
    """A borrower abroad reads their own clock."""
    facts = {"it": {"$moment": "2026-11-20T20:30:00+00:00"}, "zone": "Europe/Berlin"}
    assert voice("{{ it }}").say("hello", "en", facts).text == "20 Nov, 21:30"


def test_a_moment_can_be_said_as_its_day() -> None:
    """The day is that of the borrower's zone, not of UTC."""
    facts = {"it": {"$moment": "2026-11-20T20:30:00+00:00"}}
    assert voice("{{ it | day }}").say("hello", "en", facts).text == "21 Nov"


@pytest.mark.parametrize(
    ("asked_at", "written"),
    [
        ("2026-12-31T12:00:00+00:00", "31 Dec 2025, 23:30 (31 Dec 2025); 1 Jan (1 Jan)"),
        ("2026-12-31T16:30:00+00:00", "31 Dec 2025, 23:30 (31 Dec 2025); 1 Jan 2026 (1 Jan 2026)"),
    ],
)
def test_another_year_is_said(asked_at: str, written: str) -> None:
    """A history is years long: 1 January of which year? The year of the question is that of the borrower's zone."""
    facts = {
        "now": {"$moment": asked_at},
        "then": {"$moment": "2025-12-31T15:30:00+00:00"},
        "new": {"$day": "2026-01-01"},
    }
    text = "{{ then | at }} ({{ then | day }}); {{ new | at }} ({{ new | day }})"
    assert voice(text).say("hello", "en", facts).text == written


def test_a_language_that_nobody_speaks_here_falls_back() -> None:
    """A borrower with an unknown language gets an answer all the same."""
    assert voice("{{ it }}").say("hello", "fr", {"it": {"$money": ["1", "CNY"]}}).text == "¥1.00"


@pytest.mark.parametrize("text", ["{{ missing }}", "{{ word('failures', 'no_such_code') }}", "{{ it.deeper.still }}"])
def test_a_missing_fact_or_word_is_refused(text: str) -> None:
    """Better no sentence than one with a hole in it."""
    with pytest.raises(WordsRefused):
        voice(text).say("hello", "en", {"it": {}})


def test_an_unknown_reply_is_refused_by_name() -> None:
    """Whoever added the reply in one language reads what the other lacks."""
    with pytest.raises(WordsRefused, match="good_night"):
        voice("").say("good_night", "en", {})


def test_a_cause_speaks_with_its_own_details() -> None:
    """Two causes in one reply may each have a detail of the same name."""
    found = {"symptom": "lost", "cause": "card", "details": {"failure_code": "card_limit"}}
    story = "It was {{ word('failures', failure_code) }}."
    speaker = voice("{{ cause(it, 'story') }}|{{ cause(it, 'next') }}", story=story)
    assert speaker.say("hello", "en", {"it": found}).text == "It was the card's limit.|"


def test_a_cause_without_words_is_refused() -> None:
    """A cause that cannot be explained must not be hinted at."""
    found = {"symptom": "lost", "cause": "purse", "details": {}}
    with pytest.raises(WordsRefused, match="lost/purse"):
        voice("{{ cause(it, 'story') }}").say("hello", "en", {"it": found})


def test_buttons_come_from_steps_from_choices_and_from_the_reply() -> None:
    """What a button means travels beside its words, so that pressing it never depends on the language."""
    buttons: list[dict[str, Any]] = [
        {"steps": "steps"},
        {"for_each": "choices", "title": "{{ each.name }}", "press": "pick", "given": {"ref": "{{ each.ref }}"}},
        {"title": "No", "press": "deny"},
    ]
    facts = {"steps": ["person"], "choices": [{"name": "Rent", "ref": "P1"}]}
    assert voice("", buttons).say("hello", "en", facts).buttons == (
        Button("Talk to a person", "human", {}),
        Button("Rent", "pick", {"ref": "P1"}),
        Button("No", "deny", {}),
    )


def test_a_borrowers_own_words_are_never_a_template() -> None:
    """A fact that looks like a template is printed, not run."""
    assert voice("{{ it }}").say("hello", "en", {"it": "{{ 7 * 7 }}"}).text == "{{ 7 * 7 }}"


def test_a_phrase_has_its_facts_in_their_places() -> None:
    """What stands beside a reply, as in a picture, is written like the reply: amounts, moments, other words."""
    facts = {"amount": {"$money": ["1030.5", "CNY"]}, "at": {"$moment": "2026-11-20T20:30:00+00:00"}, "zone": "UTC"}
    assert phrasing("{{ amount }} {{ at }} {{ word('failures', 'card_limit') }}", "en", facts) == (
        "CN¥1,030.50 20 Nov, 20:30 the card's limit"
    )
    assert phrasing("{{ amount }}", "fr", facts) == "¥1,030.50"


def test_an_amount_on_a_scale_is_short() -> None:
    """Counted in what the language counts in."""
    facts = {"amount": {"$money": ["45000", "CNY"]}}
    assert [phrasing("{{ amount | short }}", language, facts) for language in ("en", "zh")] == ["45K", "4.5万"]


@pytest.mark.parametrize("text", ["{{ missing }}", "{{ word('failures', 'no_such_code') }}", "{{ i"])
def test_a_gap_in_a_phrase_is_an_error(text: str) -> None:
    """As in a reply."""
    with pytest.raises(WordsRefused):
        phrasing(text, "en", {})


def phrasing(text: str, language: str, facts: dict[str, Any]) -> str:
    """A phrase with facts in it, in a language."""
    words = {**WORDS, "chart": {"line": text}}
    catalogues = {
        code: Catalogue(code, code, locale, {}, {}, {}, words)
        for code, locale in (("en", "en_GB"), ("zh", "zh_Hans_CN"))
    }
    return Voice(catalogues).phrase("chart", "line", language, facts)
