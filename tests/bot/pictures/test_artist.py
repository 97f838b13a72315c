"""Pictures: whatever the books hold is drawn in every language, well-formed and within its edges; else refused."""

import json
import re
import struct
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from structlog.testing import capture_logs

from bot.pictures.artist import MOST_PICTURES, PictureRefused, pictures_of
from bot.pictures.kinds import MARGIN, WIDTH, Facts, kinds
from bot.pictures.kinds.journey import layout as journey_layout
from bot.pictures.kinds.limit_chart import MOST_MARKS, MOST_MOMENTS
from bot.pictures.kinds.limit_chart import layout as chart_layout
from bot.pictures.sheet import JINJA, Sheet
from bot.pictures.typesetting import width
from bot.voice.facts import read
from tests.bot.pictures.house import ARTIST, LANGUAGES, ZONE, Picture, every_picture, picture

SVG = "{http://www.w3.org/2000/svg}"
CLEARING, LOWERED, REFUSED = (
    "in clearing, as its channel is allowed to be",
    "a decision lowered the limit after a repayment",
    "the bank refused",
)
EVERY = [pytest.param(each, id=about) for about, each in every_picture().items()]
LONG = "R" * 64


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("each", EVERY)
def test_every_case_is_drawn_and_told(each: Picture, language: str) -> None:
    """As one well-formed SVG with the text in the place of the picture as its title; no template shows through."""
    drawing = ARTIST.draw(each, language, ZONE)
    root = ElementTree.fromstring(drawing.svg)
    assert (root.get("width"), root.get("height")) == (str(drawing.width), f"{drawing.height}")
    assert root.findtext(f"{SVG}title") == drawing.alt
    assert drawing.alt
    assert not any(mark in drawing.alt for mark in ("None", "{", "Undefined"))
    assert drawing.alt == ARTIST.tell(each, language, ZONE)


@pytest.mark.parametrize("each", EVERY)
def test_every_glyph_that_is_used_is_there(each: Picture) -> None:
    """A glyph that is used and not defined is a hole in a word."""
    root = ElementTree.fromstring(ARTIST.draw(each, "zh", ZONE).svg)
    used = {found.get("href", "")[1:] for found in root.iter(f"{SVG}use")}
    defined = {found.get("id") for found in root.iter(f"{SVG}path") if found.get("id")}
    assert used
    assert used == defined


def test_a_character_that_the_font_lacks_is_not_drawn_as_a_box() -> None:
    """An amount without its currency is no amount: the picture is refused, and the words say it."""
    with pytest.raises(PictureRefused, match="lacks a character"):
        ARTIST.draw(picture(CLEARING, amount={"$money": ["1", "INR"]}), "zh", ZONE)


def say_in(language: str) -> Any:
    """The words of a language."""
    return ARTIST._say(language, ZONE)


def facts_of(each: Picture) -> Facts:
    """The facts of a picture as its kind is given them."""
    return {name: read(value) for name, value in each.items()}


def enlarged(each: Picture) -> dict[str, Any]:
    """The same with amounts of fifteen figures and references of 64 characters."""
    text = json.dumps(each).replace('["1030"', '["123456789012345.67"').replace('["10000"', '["123456789012345.67"')
    return {**json.loads(text.replace('"C1"', f'"{LONG}"').replace('"D1"', f'"{LONG}"')), "reference": LONG}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("each", [each for each in EVERY if each.values[0]["kind"] == "journey"])  # type: ignore[index]
def test_no_line_of_a_journey_is_cut_by_an_edge_or_lies_on_another(each: Picture, language: str) -> None:
    """Not with the longest references and amounts either."""
    for facts in (facts_of(each), facts_of(enlarged(each))):
        found = journey_layout(facts, say_in(language))
        rows = [found["banner"], *found["rows"]]
        beside = [(found["text_x"], line) for row in rows for line in row.lines]
        for x, line in [*((MARGIN, line) for line in found["head"]), *beside]:
            assert x + width(line.words, line.size, line.weight) <= WIDTH - MARGIN + 0.01, line.words
        assert all(above.bottom <= below.top for above, below in pairwise(rows))
        assert all(row.top < line.y < row.bottom for row in rows for line in row.lines)
        assert rows[-1].bottom <= found["height"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("each", [each for each in EVERY if each.values[0]["kind"] == "limit_chart"])  # type: ignore[index]
def test_no_line_of_a_chart_is_cut_by_an_edge(each: Picture, language: str) -> None:
    """Names and amounts of the legend do not meet either; the scale reaches beyond every amount."""
    for facts in (facts_of(each), facts_of(enlarged(each))):
        found = chart_layout(facts, say_in(language))
        for line in [*found["head"], *found["below"], *found["captions"]]:
            assert line.x + width(line.words, line.size, line.weight) <= WIDTH - MARGIN + 0.01, line.words
        for line in found["scale"]:
            assert line.x - width(line.words, line.size) >= 0
        for key in found["keys"]:
            name, amount = width(key.words, 27), width(key.amount, key.size, "bold")
            assert 92 + name < WIDTH - MARGIN - amount
        for moment in facts["moments"]:
            assert found["upper"].top <= found["upper"].y(moment["limit"].amount) <= found["upper"].bottom


def test_a_chart_has_no_more_badges_than_can_be_read() -> None:
    """The latest decisions stand in it, apart from each other; how many do not is said."""
    mark = picture(LOWERED)["marks"][0]
    facts = facts_of(picture(LOWERED, marks=[mark] * (MOST_MARKS + 3)))
    found = chart_layout(facts, say_in("en"))
    places = [each.badge_x for each in found["badges"]]
    assert len(places) == MOST_MARKS
    assert all(left + 34 <= right for left, right in pairwise(places))
    assert found["below"][-1].words == "3 earlier decisions not drawn"


def test_the_text_of_a_journey_says_what_the_picture_shows() -> None:
    """Who sees no picture is told the same, in the borrower's own time."""
    told = ARTIST.tell(picture(REFUSED), "en", ZONE)
    assert "CN¥1,030.00" in told
    assert "The bank refused: not enough money in the account." in told
    assert "Debit at the bank: stopped here, 18 Nov, 19:02" in told
    clearing = ARTIST.tell(picture(CLEARING), "zh", ZONE)
    assert "目前在：渠道结算；记入借款：最迟 11月18日 21:02" in clearing


def test_the_text_of_a_chart_says_the_figures_and_the_decisions() -> None:
    """Those now, what was available at the beginning, and why that changed."""
    told = ARTIST.tell(picture(LOWERED), "en", ZONE)
    for part in ("limit CN¥8,000.00", "in use CN¥2,000.00", "available now CN¥6,000.00", "on 1 Oct: CN¥7,000.00"):
        assert part in told
    assert "10 Nov: decision to lower the limit, limit after it CN¥8,000.00 (ref. D1)" in told


def test_a_png_is_the_svg_at_twice_its_size() -> None:
    """For apps that show no SVG; sharp on a phone."""
    each = picture(CLEARING)
    drawing, raw = ARTIST.draw(each, "zh", ZONE), ARTIST.draw_png(each, "zh", ZONE)
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", raw[16:24]) == (2 * drawing.width, 2 * drawing.height)
    assert drawing.width == WIDTH


def test_the_states_differ_in_more_than_colour() -> None:
    """A colour-blind reader tells them apart by their shapes: without its colours, each is drawn differently."""
    states = ("done", "here", "failed", "held", "amiss", "skipped", "to_come", "unknown")
    around = {"colours": dict.fromkeys(states, "#000000"), "text": Sheet().text}
    shape = JINJA.get_template("shapes.svg.j2").make_module(around).shape  # type: ignore[attr-defined]
    drawn = {re.sub('#[0-9a-f]{6}|stroke(-width)?="[^"]*"', "", shape(each, 0, 0)) for each in states}
    assert len(drawn) == len(states)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "portrait"},
        {"kind": None},
        {"kind": ["journey"]},
        {"kind": "journey"},
        {**every_picture()[CLEARING], "stations": []},
        {**every_picture()[CLEARING], "stands": "nowhere"},
        {**every_picture()[CLEARING], "at": "yesterday"},
        {**every_picture()[LOWERED], "moments": every_picture()[LOWERED]["moments"][:1]},
        {**every_picture()[LOWERED], "moments": every_picture()[LOWERED]["moments"] * MOST_MOMENTS},
        {**every_picture()[LOWERED], "marks": [{"kind": "none"}]},
        {**every_picture()[LOWERED], "since": None},
    ],
    ids=lambda wrong: str(wrong)[:40],
)
def test_what_cannot_be_drawn_is_refused_and_logged(wrong: dict[str, Any]) -> None:
    """The words that it belongs to go out all the same."""
    with pytest.raises(PictureRefused):
        ARTIST.draw(wrong, "zh", ZONE)
    good = picture(CLEARING)
    with capture_logs() as logs:
        drawn = ARTIST.drawn({"zone": ZONE, "pictures": [wrong, good]})
    assert [place for place, _ in drawn] == [1]
    assert [each["event"] for each in logs] == ["picture refused"]


@pytest.mark.parametrize("facts", [{}, {"pictures": None}, {"pictures": "journey"}, {"pictures": [3, None]}], ids=str)
def test_a_reply_without_pictures_has_none(facts: dict[str, Any]) -> None:
    """Most have not."""
    assert ARTIST.drawn(facts) == []
    assert ARTIST.told(facts) == []


def test_no_reply_has_more_pictures_than_can_be_looked_at() -> None:
    """A limit on everything."""
    assert len(pictures_of({"pictures": [picture(CLEARING)] * 20})) == MOST_PICTURES


def test_the_folder_is_the_register() -> None:
    """A kind is there because its file is, with its template beside it."""
    assert set(kinds()) == {"journey", "limit_chart"}
