"""Thresholds: the figure that was in force on the day, for the channel, from the lender's own file if there is one."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.thresholds import HERE, Thresholds, load
from servicing.diagnosis.views import Setting
from servicing.errors import ThresholdRefused
from tests.small_ledger import Books, facts_from

WINDOW = """
unit: hours
source: a test
values:
  - {since: 2026-07-01, default: 12, card: 1}
  - {since: 2026-01-01, default: 24, card: 2}
"""
EARLY, LATE = date(2026, 3, 1), date(2026, 7, 1)


def written(folder: Path, text: str, name: str = "posting_window") -> Thresholds:
    """Thresholds with one of a lender's own."""
    (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return load(folder)


@pytest.mark.parametrize(
    ("on", "key", "figure"),
    [
        (EARLY, "card", 2),
        (EARLY, "bank_transfer", 24),
        (LATE, "card", 1),
        (date(2026, 6, 30), "card", 2),
        (date(2020, 1, 1), "card", 2),
    ],
)
def test_the_figure_in_force_on_the_day_counts(tmp_path: Path, on: date, key: str, figure: int) -> None:
    """A payment of March is judged by the rule of March, in whatever order the file lists them."""
    assert written(tmp_path, WINDOW).figure("posting_window", on, key) == Decimal(figure)


@pytest.mark.parametrize(
    ("key", "figure"),
    [("gold/card", 1), ("gold/counter", 9), ("line/card", 2), ("line/counter", 6), ("gold", 9), ("blue/counter", 24)],
)
def test_the_narrowest_key_counts(tmp_path: Path, key: str, figure: int) -> None:
    """Product and channel together, then the channel, then the product, then the default."""
    values = '{since: 2026-01-01, default: 24, card: 2, line: 6, gold: 9, "gold/card": 1}'
    window = f"unit: hours\nsource: a test\nvalues: [{values}]"
    assert written(tmp_path, window).figure("posting_window", LATE, key) == Decimal(figure)


def test_a_span_is_in_the_unit_of_its_file(tmp_path: Path) -> None:
    """Whoever changes hours to days in the file changes nothing in the code."""
    assert written(tmp_path, WINDOW).span("posting_window", EARLY, "card") == timedelta(hours=2)
    assert written(tmp_path, WINDOW.replace("hours", "days")).span("posting_window", EARLY, "card") == timedelta(days=2)


def test_a_lenders_own_file_replaces_ours(tmp_path: Path) -> None:
    """A lender puts one file in its place and keeps the rest."""
    theirs = written(tmp_path, WINDOW)
    assert theirs.figure("posting_window", LATE) == Decimal(12)
    assert theirs.figure("review_time", LATE) == load().figure("review_time", LATE)


@pytest.mark.parametrize(
    "text",
    [
        "unit: hours\nvalues: [{since: 2026-01-01, default: 1}]",
        "unit: hours\nsource: a test\nvalues: [{since: 2026-01-01, card: 1}]",
        "unit: hours\nsource: a test\nvalues: [{since: 2026-01-01, default: soon}]",
        "unit: [hours",
        "",
    ],
    ids=["no source", "no default", "not a number", "not YAML", "empty"],
)
def test_a_file_that_cannot_be_used_is_refused_by_name(tmp_path: Path, text: str) -> None:
    """A threshold that is wrong would make every diagnosis wrong, so nothing starts with it."""
    with pytest.raises(ThresholdRefused, match=r"posting_window\.yml"):
        written(tmp_path, text)


def test_a_file_that_no_rule_reads_is_refused(tmp_path: Path) -> None:
    """A misspelt name would leave our figure in force, and nobody would notice."""
    with pytest.raises(ThresholdRefused, match="posting_windows"):
        written(tmp_path, WINDOW, "posting_windows")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """So would a misspelt folder."""
    with pytest.raises(ThresholdRefused, match="nowhere"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize("path", sorted(HERE.glob("*.yml")), ids=lambda path: path.stem)
def test_each_of_ours_says_what_it_is_about(path: Path) -> None:
    """A figure that nobody can explain cannot be defended to a borrower."""
    assert path.read_text(encoding="utf-8").startswith("about: ")


GOLD = """
unit: hours
source: a test
values:
  - {since: 2026-01-01, default: 24, "gold/bank_transfer": 1}
"""


@pytest.mark.parametrize(("product", "still_open"), [("line", True), ("gold", False)])
def test_a_product_may_have_a_window_of_its_own(tmp_path: Path, product: str, still_open: bool) -> None:
    """A lender promises the holders of one product that a transfer is booked within the hour."""
    books: Books = {
        "credit_lines": [{"line_id": "L1", "product": product}],
        "instalments": [{"instalment_id": "I1", "due_on": "2026-11-20"}],
        "payment_instructions": [
            {
                "instruction_id": "P1",
                "instalment_id": "I1",
                "made_at": "2026-11-18 03:00",
                "acknowledged_at": "2026-11-18 03:00",
            }
        ],
        "channel_records": [{"record_id": "C1", "instruction_id": "P1", "occurred_at": "2026-11-18 03:01"}],
    }
    now = datetime(2026, 11, 18, 9, tzinfo=UTC)
    for thresholds, is_open in ((written(tmp_path, GOLD), still_open), (load(), True)):
        found = diagnose(Setting(facts_from(books), now, thresholds), "payment_not_credited").found
        assert ("in_clearing" in {each.cause for each in found}) is is_open
