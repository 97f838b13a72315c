"""Text as outlines of the font that travels with the project: every device draws it alike, whatever fonts it has.

Widths are exact, because the glyphs are ours; nothing is kerned. All lengths are in the picture's units.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FONTS = Path(__file__).resolve().parents[2] / "data" / "fonts"
REGULAR = FONTS / "NotoSansSC-Regular.ttf"
BOLD = FONTS / "NotoSansSC-Bold.ttf"
NOT_DEFINED = ".notdef"


@dataclass(frozen=True)
class Glyph:
    """One character's outline in font units, its y axis upwards; `key` names it within a picture."""

    key: str
    outline: str
    advance: float
    is_missing: bool


class Face:
    """One weight; a character that it lacks is taken from the plain one, and from nowhere else."""

    def __init__(self, path: Path, plain: "Face | None" = None) -> None:
        self._font = TTFont(path, lazy=True)
        self._glyphs, self._names, self._plain = self._font.getGlyphSet(), self._font.getBestCmap(), plain
        self._prefix = path.stem[-4:].lower()
        self.units: int = self._font["head"].unitsPerEm
        self.glyph = cache(self._glyph)

    def has(self, character: str) -> bool:
        """Whether the character is really drawn, and not as the box of one that is missing."""
        return ord(character) in self._names or (self._plain is not None and self._plain.has(character))

    def _glyph(self, character: str) -> Glyph:
        """The character's outline; the box of a missing one where no weight has it."""
        if ord(character) not in self._names and self._plain is not None:
            return self._plain.glyph(character)
        name = self._names.get(ord(character), NOT_DEFINED)
        pen = SVGPathPen(self._glyphs)
        self._glyphs[name].draw(pen)
        return Glyph(
            f"{self._prefix}-{name.strip('.')}", pen.getCommands(), self._glyphs[name].width, name == NOT_DEFINED
        )

    def width(self, text: str, size: float) -> float:
        """How wide a text is at a size."""
        return sum(self.glyph(each).advance for each in text) * size / self.units

    def placed(self, text: str) -> Iterator[tuple[Glyph, float]]:
        """Each glyph with its distance from the beginning, in font units."""
        at = 0.0
        for each in text:
            glyph = self.glyph(each)
            yield glyph, at
            at += glyph.advance


@cache
def face(weight: str) -> Face:
    """`regular` or `bold`; opened when it is first needed."""
    return Face(BOLD, face("regular")) if weight == "bold" else Face(REGULAR)
