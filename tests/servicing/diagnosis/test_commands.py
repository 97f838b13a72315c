"""`python -m servicing.diagnosis`: what an engineer reads, and a sentence for what cannot be asked."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servicing.diagnosis.__main__ import main
from servicing.ledger.demo.lender import Truth, demo_books
from servicing.ledger.demo.register import all_troubles
from servicing.ledger.records import RECORDS
from servicing.ledger.writing import write_books
from tests.servicing.diagnosis import json_example
from tests.servicing.ledger.books import NOW

AT = ["--at", NOW.isoformat()]
BOOKS = demo_books(len(all_troubles()) + 1, seed=7, now=NOW)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Words that name demo books in which every trouble has struck once."""
    address = f"sqlite:///{tmp_path_factory.mktemp('books')}/ledger.db"
    write_books(address, BOOKS.rows, RECORDS)
    return ["--ledger", address]


# One trouble a symptom: that each is found through the door is shown beside the door.
STRUCK = list({each.symptom: each for each in BOOKS.truth if each.cause}.values())


@pytest.mark.parametrize("truth", [pytest.param(each, id=f"{each.symptom}/{each.cause}") for each in STRUCK])
def test_the_truth_about_a_borrower_is_printed(
    truth: Truth, ledger: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Asked of whole books through the real door, the diagnosis says what the demo knows."""
    assert main([truth.borrower_id, str(truth.symptom), *AT, *ledger]) == 0
    printed = capsys.readouterr().out
    assert f"\nfound: {truth.cause} (" in printed
    assert f" {truth.subject}: " in printed
    assert "\n22 queries, " in printed


def test_that_nothing_is_wrong_is_printed_with_its_proof(ledger: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """An engineer sees by which clues, and why each cause was ruled out."""
    assert main(["B0001", "line_closed", *AT, *ledger]) == 0
    printed = capsys.readouterr().out
    assert "verdict: nothing_wrong (nothing is wrong, and the ledger proves it)" in printed
    assert "score_drop: not so that " in printed


def test_json_is_the_whole_diagnosis(ledger: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """For a dashboard; money and times are marked as such."""
    assert main(["B0001", "payment_not_credited", "--json", *AT, *ledger]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"] == "nothing_wrong"
    assert told["at"] == {"$moment": "2026-11-20T04:00:00+00:00"}
    assert "$money" in told["subject"]["entry"]["amount"]


def test_the_example_in_the_document_is_what_is_printed() -> None:
    """Whoever builds on the JSON builds on `docs/diagnosis-json.md`."""
    assert json.loads(json_example.documented()) == json.loads(json_example.printed("--json"))


def _names(value: Any, within: str = "") -> Iterator[str]:
    """Every name of an object in the JSON, except the figures of a cause, which differ."""
    if isinstance(value, dict) and within != "details":
        yield from value
        yield from (name for key, each in value.items() for name in _names(each, key))
    elif isinstance(value, list):
        yield from (name for each in value for name in _names(each, within))


def test_every_name_in_the_json_is_explained() -> None:
    """One that is added, and not said, would be guessed at."""
    explained = json_example.DOCUMENT.read_text(encoding="utf-8").partition("## An example")[0]
    named = set(_names(json.loads(json_example.printed("--json")))) - {"$money", "$moment", "$day"}
    assert [name for name in sorted(named) if f"`{name}`" not in explained] == []


def test_the_trace_is_printed_when_it_is_asked_for() -> None:
    """The short report stays short."""
    plain, traced = json_example.printed(), json_example.printed("--trace")
    asked = "  cannot tell it_is_held_for_review (missing holds)"
    assert (asked in plain, asked in traced) == (False, True)
    assert len(plain.splitlines()) < len(traced.splitlines())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["B9999", "line_closed"], "There is no such borrower in these books"),
        (["B0001", "hiccups"], "There is no symptom 'hiccups'. Pick one of: "),
        (["B0001", "line_closed", "--subject", "L9"], "There is no line 'L9' that this borrower could ask about."),
        (["B0001", "line_closed", "--ledger", "sqlite:///{here}/none.db"], "The ledger cannot be read just now"),
        (["B0001", "line_closed", "--ledger", "nonsense"], "The database address cannot be read"),
    ],
)
def test_wrong_input_is_told(
    words: list[str], sentence: str, ledger: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence and exit code 2."""
    assert main([*ledger, *(word.format(here=tmp_path) for word in words)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(sentence)
    assert told.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
