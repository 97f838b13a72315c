"""`python -m benchmarks.diagnosis`: how often the right cause is found, over borrowers whose trouble is known.

It draws borrowers of the demo lender, writes their books into a temporary SQLite file and asks through the ledger's
door, as the assistant does. Each is asked the symptom that the trouble would make them complain of, without saying
which payment or loan they mean, and then a wrong symptom; the healthy are asked all of them. `--write` keeps the table
and the picture in the docs.
"""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from time import perf_counter

import resvg_py

from benchmarks.diagnosis.asking import desk_over
from benchmarks.diagnosis.cohorts import Sizes
from benchmarks.diagnosis.matrix import matrix
from benchmarks.diagnosis.measuring import Result, measure
from benchmarks.diagnosis.table import beside, summary, table
from servicing.console import moment

ROOT = Path(__file__).resolve().parents[2]
DOCS, FONTS = ROOT / "docs", sorted((ROOT / "data" / "fonts").glob("*.ttf"))
NOW = datetime.fromisoformat("2026-11-20T04:00:00+00:00")
MOST_PRINTED = 40
PICTURE = "\n![What was put in and what was answered](pictures/confusion.png)"
ABOUT = """# How often the diagnosis is right

Borrowers of the demo lender, whose trouble is known because it was put into their books, are asked through the
ledger's door. *Found*: the first question, in the trouble's own symptom and without naming a payment or a loan, is
answered with the right cause of the right subject; of those that the books can decide. *Undecided*: the answer says
that the books prove nothing, or that a clue is out of their reach. *Falsely claimed*: a cause that was not put in.
*Entries right*: all rows that prove the cause are shown, and none of a loan that it is not about. *Told when
another symptom is asked*: the borrower gave the trouble another name, drawn at random, and read of it all the same.
Causes that are news only to those who ask (`not_reported`, `report_lag`, and `auto_debit_disabled` where a mandate
was never given) are not told beside another trouble on purpose, so that figure is lower for them; and an answer that
first asks which of several is meant counts as not told, although each choice may lead there (`really_late`).

The books are made by the same project: the figures show that the causes are told apart, and not that a lender's
real books look like these. Times were taken on a machine that did other work.

"""


def main(words: Sequence[str]) -> int:
    """The exit code: 0, or 2 for wrong input."""
    arguments = _parser().parse_args(words)
    sizes = Sizes(arguments.each, arguments.near, arguments.together, arguments.healthy)
    began = perf_counter()
    with desk_over(sizes, arguments.seed, arguments.now) as (desk, drawn):
        _say(f"{len(drawn)} borrowers drawn and written in {perf_counter() - began:.0f} s")
        began = perf_counter()
        result = measure(desk, drawn, arguments.seed, _progress(len(drawn)))
        _say(f"asked in {perf_counter() - began:.0f} s")
    said = _said(result, arguments)
    print(said)
    for each in result.wrong[:MOST_PRINTED]:
        _say(f"  {each}")
    if arguments.write:
        _write(said, result)
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m benchmarks.diagnosis", description="How often the right cause is found.")
    parser.add_argument("--each", type=_count, default=40, help="borrowers for each trouble; default 40")
    parser.add_argument("--near", type=_count, default=10, help="borrowers for each near miss; default 10")
    parser.add_argument("--together", type=_count, default=400, help="borrowers with 2 or 3 troubles; default 400")
    parser.add_argument("--healthy", type=_count, default=2000, help="borrowers without trouble; default 2000")
    parser.add_argument("--seed", type=int, default=7, help="the same seed draws the same borrowers; default 7")
    parser.add_argument("--now", type=moment, default=NOW, metavar="TIME", help=f"default {NOW.isoformat()}")
    parser.add_argument("--write", action="store_true", help="keep table and picture in docs/")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(f"{text!r} is no number of borrowers")
    return int(text)


def _said(result: Result, arguments: Namespace) -> str:
    sizes = f"--each {arguments.each} --near {arguments.near} --together {arguments.together}"
    command = f"python -m benchmarks.diagnosis {sizes} --healthy {arguments.healthy} --seed {arguments.seed}"
    parts = [f"`{command}`", "", *table(result), "", *summary(result), "", *beside(result)]
    return "\n".join(parts)


def _write(said: str, result: Result) -> None:
    svg = matrix(result)
    (DOCS / "diagnosis-accuracy.md").write_text(f"{ABOUT}{said}\n{PICTURE}\n", encoding="utf-8")
    png = resvg_py.svg_to_bytes(svg_string=svg, zoom=2, skip_system_fonts=True, font_files=list(map(str, FONTS)))
    (DOCS / "pictures" / "confusion.png").write_bytes(bytes(png))


def _progress(whole: int) -> Callable[[int], None]:
    def tell(number: int) -> None:
        if number % 500 == 0 or number == whole:
            _say(f"asked {number} of {whole}")

    return tell


def _say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
