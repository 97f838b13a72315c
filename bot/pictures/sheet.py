"""One SVG from a kind's template: text becomes outlines, each glyph kept once and used wherever it stands."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.pictures.glyphs import Glyph, face
from bot.pictures.typesetting import width

TEMPLATES = Path(__file__).parent / "kinds"
JINJA = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
START = {"start": 0.0, "middle": 0.5, "end": 1.0}


class Sheet:
    """What one picture is drawn on."""

    def __init__(self) -> None:
        self._glyphs: dict[str, Glyph] = {}

    def svg(self, template: str, layout: Mapping[str, Any], title: str) -> str:
        """The whole picture; `layout` has its `width` and `height`, `title` is what is told in place of it."""
        body = JINJA.get_template(template).render(**layout, text=self.text)
        size = f'width="{layout["width"]:g}" height="{layout["height"]:g}"'
        view = f'viewBox="0 0 {layout["width"]:g} {layout["height"]:g}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} role="img"><title>{escape(title)}</title>'
        return f"{head}\n<defs>{self._outlines()}</defs>\n{body}</svg>\n"

    def text(
        self, x: float, y: float, words: str, size: float, fill: str, weight: str = "regular", anchor: str = "start"
    ) -> Markup:
        """One line of text whose baseline begins, is centred or ends at a point.

        Raises `ValueError` for a character that the font lacks: a box in the place of a currency would tell nothing.
        """
        letters, left = face(weight), x - START[anchor] * width(words, size, weight)
        scale = size / letters.units
        used = "".join(self._use(glyph, at) for glyph, at in letters.placed(words))
        place = f'transform="translate({left:.2f} {y:.2f}) scale({scale:.5f} {-scale:.5f})"'
        return Markup(f'<g {place} fill="{escape(fill)}">{used}</g>')

    def _use(self, glyph: Glyph, at: float) -> str:
        if glyph.is_missing:
            raise ValueError("the font lacks a character")
        if not glyph.outline:
            return ""
        self._glyphs[glyph.key] = glyph
        return f'<use href="#{glyph.key}" x="{at:g}"/>'

    def _outlines(self) -> str:
        return "".join(f'<path id="{each.key}" d="{each.outline}"/>' for each in self._glyphs.values())
