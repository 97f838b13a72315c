"""Draws what travels with a reply: an SVG, a PNG of that same SVG, and a text that says the same.

A picture travels among a reply's facts as `"pictures": [{"kind": "journey", ...}]`. What cannot be drawn is refused
with `PictureRefused`; the words that it belongs to go out all the same.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import resvg_py
import structlog
from jinja2 import TemplateError

from bot.pictures.kinds import Facts, Kind, Say, kinds
from bot.pictures.sheet import Sheet
from bot.voice.catalogue import WordsRefused
from bot.voice.facts import read
from bot.voice.voice import Voice

PNG_SCALE = 2
MOST_PICTURES = 3
# What facts can be that are not of the form that a kind expects.
MISSHAPEN = (
    WordsRefused,
    TemplateError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    AssertionError,  # Babel's, of what is no day
)
T = TypeVar("T")
log = structlog.get_logger()


class PictureRefused(Exception):
    """A picture cannot be drawn: its kind is not known, its facts are not of that kind's form, or there is too much."""


@dataclass(frozen=True)
class Drawing:
    """A picture; `alt` says the same in words, `width` and `height` are in CSS pixels."""

    svg: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Artist:
    """Draws with the words of a voice."""

    voice: Voice

    def draw(self, picture: Mapping[str, Any], language: str | None, zone: str) -> Drawing:
        """The picture as an SVG in a language, times in a zone; raises `PictureRefused`."""
        kind, say = _kind(picture), self._say(language, zone)
        with _refusing(kind):
            facts = _facts(picture)
            layout, alt = kind.layout(facts, say), kind.told(facts, say)
            svg = Sheet().svg(f"{kind.name}.svg.j2", layout, alt)
        return Drawing(svg, alt, round(layout["width"]), round(layout["height"]))

    def draw_png(self, picture: Mapping[str, Any], language: str | None, zone: str) -> bytes:
        """The same as a PNG of twice the size, for apps that show no SVG; raises `PictureRefused`."""
        return png(self.draw(picture, language, zone).svg)

    def tell(self, picture: Mapping[str, Any], language: str | None, zone: str) -> str:
        """The text in the place of the picture; raises `PictureRefused`."""
        kind = _kind(picture)
        with _refusing(kind):
            return kind.told(_facts(picture), self._say(language, zone))

    def drawn(self, facts: Mapping[str, Any]) -> list[tuple[int, Drawing]]:
        """Every picture of a reply that can be drawn, with its place; of one that cannot, the log says why."""
        return list(_whole(facts, self.draw))

    def told(self, facts: Mapping[str, Any]) -> list[str]:
        """What stands in the place of the pictures of a reply, where nothing can be drawn."""
        return [text for _, text in _whole(facts, self.tell)]

    def _say(self, language: str | None, zone: str) -> Say:
        def say(kind: str, code: str, /, **facts: Any) -> str:
            return self.voice.phrase(kind, code, language, {**facts, "zone": zone})

        return say


def _whole(
    facts: Mapping[str, Any], draw: Callable[[Mapping[str, Any], str | None, str], T]
) -> Iterator[tuple[int, T]]:
    for place, picture in enumerate(pictures_of(facts)):
        try:
            yield place, draw(picture, picture.get("language"), zone_of(facts))
        except PictureRefused as refused:
            log.warning("picture refused", why=str(refused))


@contextmanager
def _refusing(kind: Kind) -> Iterator[None]:
    try:
        yield
    except MISSHAPEN as error:
        raise PictureRefused(f"{kind.name}: {error!r}") from error


def _facts(picture: Mapping[str, Any]) -> Facts:
    return {name: read(value) for name, value in picture.items() if name not in ("kind", "language")}


def _kind(picture: Mapping[str, Any]) -> Kind:
    name = picture.get("kind")
    if not isinstance(name, str) or name not in kinds():
        raise PictureRefused(f"there is no kind {name!r}")
    return kinds()[name]


def pictures_of(facts: Facts) -> list[Mapping[str, Any]]:
    """The pictures among a reply's facts, as they travel; none where they are not of that form."""
    found = facts.get("pictures")
    return [each for each in found if isinstance(each, Mapping)][:MOST_PICTURES] if isinstance(found, list) else []


def zone_of(facts: Facts) -> str:
    """The borrower's zone as a reply names it."""
    return str(facts.get("zone") or "UTC")


def png(svg: str) -> bytes:
    """An SVG of ours as a PNG; no font of the machine takes part, because its text is outlines already."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=PNG_SCALE, skip_system_fonts=True, background="#ffffff"))
