"""The confusion matrix as a picture: which trouble was put in, and what the first question was answered with."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import Environment

from benchmarks.diagnosis.cohorts import Key
from benchmarks.diagnosis.measuring import Result

CELL = 16
LEFT, TOP, RIGHT, BELOW = 320, 230, 90, 20
RIGHT_ANSWER, WRONG_ANSWER, BLANK = "#1b6e53", "#c0392b", "#d9a441"
OPEN_ANSWERS = ("unexplained", "which_one", "nothing_wrong", "nothing_to_ask_about")
TEMPLATE = Path(__file__).with_name("matrix.svg.j2")


@dataclass(frozen=True)
class Cell:
    """A field of the matrix with something in it."""

    row: int
    column: int
    times: int
    colour: str
    ink: str = "#fff"


def matrix(result: Result) -> str:
    """The picture as SVG."""
    keys = sorted({key for key, _ in result.confusion})
    columns = [*dict.fromkeys(cause for _, cause in keys), *OPEN_ANSWERS]
    columns += sorted({answer for _, answer in result.confusion} - set(columns))
    template = Environment(autoescape=True).from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(
        title="Trouble put in (rows) and answer to the first question (columns)",
        legend="green: the cause that was put in; red: another cause or all well; amber: said to be undecided",
        rows=[f"{symptom} / {cause}" for symptom, cause in keys],
        columns=columns,
        bands=_bands(keys),
        cells=[_cell(keys, columns, key, answer, times) for (key, answer), times in _sorted(result.confusion)],
        width=LEFT + len(columns) * CELL + RIGHT,
        height=TOP + len(keys) * CELL + BELOW,
        left=LEFT,
        top=TOP,
        cell=CELL,
    )


def _sorted(confusion: Counter[tuple[Key, str]]) -> list[tuple[tuple[Key, str], int]]:
    return sorted(confusion.items())


def _bands(keys: list[Key]) -> list[dict[str, int]]:
    """The rows of each symptom."""
    grouped = [(symptom, len(list(group))) for symptom, group in groupby(keys, key=lambda key: key[0])]
    starts = [sum(rows for _, rows in grouped[:place]) for place in range(len(grouped))]
    return [{"row": start, "rows": rows} for start, (_, rows) in zip(starts, grouped, strict=True)]


def _cell(keys: list[Key], columns: list[str], key: Key, answer: str, times: int) -> Cell:
    right = RIGHT_ANSWER if answer == key[1] else BLANK if answer in ("unexplained", "which_one") else WRONG_ANSWER
    return Cell(keys.index(key), columns.index(answer), times, right)
