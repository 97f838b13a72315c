"""Certificates on paper: every kind in every language, each glyph there, and the same bytes each time."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fpdf import FPDF
from fpdf.fonts import TTFFont

from bot.documents.paper import FONTS, STYLES, paper
from bot.documents.render import facts_of, is_genuine, rendered, words_of
from servicing.certificates.certificate import Kind
from tests.bot.documents.house import KINDS, NUMBER, VOICE, certificate


def _glyphs() -> dict[str, set[int]]:
    """The characters that each style of the font can draw."""
    page = FPDF()
    for style, file in STYLES.items():
        page.add_font("it", style, FONTS / file)
    fonts = {style: page.fonts[f"it{style}"] for style in STYLES}
    return {style: set(font.cmap) for style, font in fonts.items() if isinstance(font, TTFFont)}


GLYPHS = _glyphs()
KIND_AND_LANGUAGE = [pytest.param(kind, language) for kind in KINDS for language in VOICE.languages]


@pytest.mark.parametrize(("kind", "language"), KIND_AND_LANGUAGE)
def test_it_says_all_that_the_certificate_holds(kind: Kind, language: str) -> None:
    """Number, loan, sum and digest; every entry with its reference and amount; no mark of a template."""
    made = certificate(kind)
    said = words_of(made, VOICE, language)
    entries = json.loads(made.says)["entries"]
    assert all(each in said for each in (NUMBER, "N1", made.digest, *(row["reference"] for row in entries)))
    assert "1,030.00" in said
    assert not {"None", "{", "$money"} & set(said.split())


@pytest.mark.parametrize(("kind", "language"), KIND_AND_LANGUAGE)
def test_every_character_of_it_can_be_drawn(kind: Kind, language: str) -> None:
    """A character that the font lacks would be an empty box on the paper."""
    for line in words_of(certificate(kind), VOICE, language).splitlines():
        glyphs = GLYPHS["B" if line.startswith("#") else ""]
        assert {each for each in line if ord(each) not in glyphs} == set()


@pytest.mark.parametrize("language", VOICE.languages)
def test_the_same_certificate_gives_the_same_bytes(language: str) -> None:
    """So that a file that somebody shows can be compared with ours."""
    made = certificate("settlement")
    first = rendered(made, VOICE, language)
    assert first.startswith(b"%PDF-")
    assert first == rendered(made, VOICE, language)
    assert is_genuine(first, made, VOICE)


def test_a_changed_file_or_another_certificate_is_not_ours() -> None:
    """One byte is enough; so is another sum in the facts."""
    made = certificate("repayment")
    pdf = rendered(made, VOICE, "zh")
    assert not is_genuine(pdf[:-2] + b" " + pdf[-1:], made, VOICE)
    assert not is_genuine(pdf, replace(made, says=made.says.replace("1030", "1031")), VOICE)


def test_the_year_is_the_borrowers() -> None:
    """Issued at eight in the evening of New Year's Eve in London, it is New Year's Day in Shanghai."""
    made = replace(certificate("settlement"), issued_at=datetime(2026, 12, 31, 20, tzinfo=UTC))
    assert "1 Jan 2027" in words_of(made, VOICE, "en")
    assert facts_of(made)["issued_at"] == {"$moment": "2026-12-31T20:00:00+00:00"}


def test_a_long_list_goes_on_over_pages_with_the_number_on_each() -> None:
    """Ten years of repayments fit, and no page can be put with another certificate."""
    rows = "\n".join(f"| R{number} | 2026 | {number} | 10.00" for number in range(120))
    pdf = paper(f"# Title\n{rows}", NUMBER, datetime(2026, 11, 20, tzinfo=UTC), "en")
    assert pdf.count(b"/Type /Page\n") == 4
