"""The font: every word that a picture can say is really drawn, in every language, and not as boxes."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.pictures.artist import png
from bot.pictures.glyphs import BOLD, REGULAR, face
from tests.bot.pictures.house import LANGUAGES

# The words that pictures are made of; what they say of decisions and of a bank's refusal stands with the others.
KINDS = [each for each in next(iter(LANGUAGES.values())).words if each.startswith(("journey", "limit_chart"))]
BESIDE = ("entries", "failures", "forms")
LARGEST_BYTES = 3_700_000


def texts(words: Any) -> Iterator[str]:
    """Every text in a file of words; what stands between braces is no text."""
    for each in words.values() if isinstance(words, dict) else [words]:
        if isinstance(each, dict):
            yield from texts(each)
        else:
            yield re.sub(r"\{[{%].*?[%}]\}", "", str(each))


def drawn(words: str, weight: str) -> bytes:
    """A line of text as a PNG."""
    placed = "".join(f'<use href="#{each.key}" x="{at:g}"/>' for each, at in face(weight).placed(words))
    body = f'<g transform="translate(0 40) scale(.036 -.036)">{placed}</g>'
    glyphs = "".join(f'<path id="{each.key}" d="{each.outline}"/>' for each in map(face(weight).glyph, words))
    return png(f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="60"><defs>{glyphs}</defs>{body}</svg>')


@pytest.mark.parametrize("weight", ["regular", "bold"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_character_of_the_words_is_in_the_font(language: str, weight: str) -> None:
    """The currency signs and the marks that amounts and times are written with, too."""
    words = LANGUAGES[language].words
    said = "".join(text for kind in (*KINDS, *BESIDE) for text in texts(words[kind]))
    assert len(KINDS) >= 5
    assert {each for each in f"{said}0123456789.,:-/…¥€£$₩₫" if not face(weight).has(each) and each != "\n"} == set()


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_a_text_is_not_a_row_of_boxes(weight: str) -> None:
    """Chinese and Latin letters differ from what is drawn for a character that the font lacks; two of those do not."""
    missing = drawn("\U0001f600\U0001f601", weight)
    assert drawn("\U0001f602\U0001f603", weight) == missing
    assert len({drawn("还款", weight), drawn("额度", weight), drawn("ab", weight), missing}) == 4


def test_what_the_heavy_weight_lacks_is_drawn_in_the_plain_one() -> None:
    """A rare character in a title is still a character."""
    rare = "龃"
    assert face("bold").has(rare)
    assert face("bold").glyph(rare).outline == face("regular").glyph(rare).outline
    assert face("bold").glyph("还").outline != face("regular").glyph("还").outline


def test_the_font_is_small_enough_to_travel() -> None:
    """It is fetched with every clone."""
    assert REGULAR.stat().st_size + BOLD.stat().st_size < LARGEST_BYTES
