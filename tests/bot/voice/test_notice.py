"""Which language is written, which one is asked for, which place in a list is named."""

import pytest

from bot.voice.catalogue import catalogues
from bot.voice.notice import asked_for, notice, place_named

RULES = {code: each.notice for code, each in catalogues().items()}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("昨天就还了，怎么还显示没还", "zh"),
        ("I paid yesterday", "en"),
        ("我的 credit line 怎么关了", "zh"),
        ("my 借呗 was closed yesterday", "en"),
        ("ok", None),
        ("1,030.00", None),
        ("", None),
        ("🙏🙏", None),
    ],
)
def test_the_script_tells_the_language(text: str, language: str | None) -> None:
    """A word or a number too few says nothing, so that the language of the talk is kept."""
    assert notice(text, RULES) == language


def test_common_words_tell_languages_of_one_script_apart() -> None:
    """A language may be added that is written in Latin letters, too."""
    french = {"script": "Latin", "common": ["je", "est", "pas", "mon"], "called": [], "places": []}
    assert notice("mon paiement est pas là", {**RULES, "fr": french}) == "fr"
    assert notice("my payment is not there", {**RULES, "fr": french}) == "en"


@pytest.mark.parametrize(
    ("text", "language"), [("please speak English", "en"), ("换成中文", "zh"), ("另一种语言", None)]
)
def test_the_language_that_is_asked_for(text: str, language: str | None) -> None:
    """It may be named in either language, and it may be left open."""
    assert asked_for(text, RULES) == language


@pytest.mark.parametrize(
    ("text", "place"), [("第二个", 2), ("the first one", 1), ("3", 3), ("第一个还是第二个", None), ("1,030", None)]
)
def test_a_place_is_named_in_any_language(text: str, place: int | None) -> None:
    """Whoever answers in the other language is understood; two places at once are none."""
    assert place_named(text, RULES) == place
