"""`python -m bot.pictures.make_font SOURCE`: cut the font that travels with the project out of the whole one.

SOURCE is the unpacked package that data/fonts/README.md names. What is kept: the characters of GB 2312, of ASCII and of
Latin-1, the currency signs, and the marks that Babel writes. The heavy weight keeps the commoner half of the Chinese
characters only; what it lacks is drawn in the plain weight.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from bot.pictures.glyphs import BOLD, REGULAR

SOURCES = {REGULAR: "400Regular/NotoSansSC_400Regular.ttf", BOLD: "700Bold/NotoSansSC_700Bold.ttf"}
# GB 2312 in rows of 94: marks and foreign letters first, then the common characters, then the rarer ones.
MARKS, COMMON, RARE = range(0xA1, 0xAA), range(0xB0, 0xD8), range(0xD8, 0xF8)
CELLS = range(0xA1, 0xFF)
LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180))
# General punctuation, currency signs, arrows, minus.
SIGNS = (*range(0x2000, 0x2070), *range(0x20A0, 0x20C1), *range(0x2190, 0x2194), 0x2212)


def main(words: Sequence[str]) -> int:
    """Write both weights into data/fonts."""
    parser = ArgumentParser(prog="python -m bot.pictures.make_font", description="Cut the font that travels with us.")
    parser.add_argument(
        "source", metavar="SOURCE", type=Path, help="the unpacked package named in data/fonts/README.md"
    )
    source: Path = parser.parse_args(words).source
    cut(source / SOURCES[REGULAR], REGULAR, (*MARKS, *COMMON, *RARE))
    cut(source / SOURCES[BOLD], BOLD, (*MARKS, *COMMON))
    return 0


def cut(whole: Path, target: Path, rows: Iterable[int]) -> None:
    """One weight with the characters of these rows, and without the tables that only set type finely."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "BASE", "VORG", "STAT", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[*LATIN, *SIGNS, *_chinese(rows)])
    with TTFont(whole, recalcTimestamp=False) as font:
        subsetter.subset(font)
        font.save(target)
    print(f"{target}: {target.stat().st_size} bytes")


def _chinese(rows: Iterable[int]) -> Iterator[int]:
    for row in rows:
        for cell in CELLS:
            written = bytes([row, cell]).decode("gb2312", errors="ignore")
            if written:
                yield ord(written)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
