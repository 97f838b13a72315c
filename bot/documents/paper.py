"""A page from plain text with a few marks: how it looks, and nothing of what it says.

A line that begins with `# ` is the title, `## ` a heading, `| ` a row of a table with its cells between bars, `~ `
small print; any other line is a paragraph. The same text, number and moment give the same bytes.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos

FONTS = Path("data") / "fonts"
FAMILY = "paper"
STYLES = {"": "NotoSansSC-Regular.ttf", "B": "NotoSansSC-Bold.ttf"}
MARGIN_MM = 22
LINE_MM = 6.5
SMALL_LINE_MM = 4.8
SIZES_PT = {"title": 19, "heading": 12, "text": 10.5, "small": 8.5}


class _Page(FPDF):
    """A4 with the number and the page at the foot of every page."""

    def __init__(self, foot: str) -> None:
        super().__init__(format="A4")
        self._foot = foot

    def footer(self) -> None:
        """The number, so that no page can be put with another certificate."""
        self.set_y(-MARGIN_MM + LINE_MM)
        self.set_font(FAMILY, "", SIZES_PT["small"])
        self.set_text_color(110)
        self.cell(0, SMALL_LINE_MM, f"{self._foot}  ·  {self.page_no()} / {{nb}}", align="C")
        self.set_text_color(0)


def paper(text: str, number: str, issued_at: datetime, language: str, fonts: Path = FONTS) -> bytes:
    """The PDF of a text in marks."""
    page = _Page(number)
    for style, file in STYLES.items():
        page.add_font(FAMILY, style, fonts / file)
    page.set_margins(MARGIN_MM, MARGIN_MM, MARGIN_MM)
    page.set_auto_page_break(True, MARGIN_MM + LINE_MM)
    page.set_creation_date(issued_at)
    page.set_title(number)
    page.set_lang(language)
    page.add_page()
    for line in text.splitlines():
        _write(page, line.rstrip())
    return bytes(page.output())


def _write(page: FPDF, line: str) -> None:
    mark, _, rest = line.partition(" ")
    if mark in MARKS and rest:
        MARKS[mark](page, rest)
    elif line:
        _paragraph(page, line, "", "text", LINE_MM)
    else:
        page.ln(LINE_MM / 2)


def _paragraph(page: FPDF, text: str, style: str, size: str, height: float, align: str = "L") -> None:
    page.set_font(FAMILY, style, SIZES_PT[size])
    page.multi_cell(0, height, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _title(page: FPDF, text: str) -> None:
    _paragraph(page, text, "B", "title", LINE_MM * 2, "C")


def _heading(page: FPDF, text: str) -> None:
    page.ln(LINE_MM / 2)
    _paragraph(page, text, "B", "heading", LINE_MM * 1.3)


def _row(page: FPDF, text: str) -> None:
    """A row of cells of one width, above a thin line."""
    cells = [each.strip() for each in text.strip("| ").split("|")]
    page.set_font(FAMILY, "", SIZES_PT["small" if len(cells) > 2 else "text"])
    page.set_draw_color(205)
    if page.will_page_break(LINE_MM):
        page.add_page()
    for cell in cells:
        page.cell(page.epw / len(cells), LINE_MM, cell, border="B")
    page.ln(LINE_MM)


def _small(page: FPDF, text: str) -> None:
    page.set_text_color(90)
    _paragraph(page, text, "", "small", SMALL_LINE_MM)
    page.set_text_color(0)


MARKS: Mapping[str, Callable[[FPDF, str], None]] = {"#": _title, "##": _heading, "|": _row, "~": _small}
