"""`python -m bot.pictures`: the picture that a borrower would get, written for an engineer to look at."""

from pathlib import Path

import pytest

from bot.pictures.__main__ import main
from servicing.ledger.demo.lender import demo_books
from servicing.ledger.demo.register import all_troubles
from servicing.ledger.records import RECORDS
from servicing.ledger.writing import write_books
from tests.servicing.ledger.books import NOW

BOOKS = demo_books(len(all_troubles()) + 1, seed=7, now=NOW)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Words that name demo books in which every trouble has struck once."""
    address = f"sqlite:///{tmp_path_factory.mktemp('books')}/ledger.db"
    write_books(address, BOOKS.rows, RECORDS)
    return ["--ledger", address, "--at", NOW.isoformat()]


def struck_by(cause: str) -> str:
    """The borrower with a trouble."""
    return next(each.borrower_id for each in BOOKS.truth if each.cause == cause)


@pytest.mark.parametrize(
    ("cause", "symptom", "told"),
    [
        ("risk_hold", "payment_not_credited", "held"),
        ("limit_rescored", "limit_mismatch", "decision to lower the limit"),
        ("auto_debit_twice", "auto_debit_problem", "automatic debit"),
    ],
)
def test_a_picture_is_written_and_told(
    cause: str, symptom: str, told: str, ledger: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As SVG, with the text in its place on the terminal."""
    out = tmp_path / "picture.svg"
    assert main([struck_by(cause), symptom, "--language", "en", "--out", str(out), *ledger]) == 0
    assert out.read_text(encoding="utf-8").startswith("<svg")
    assert told in capsys.readouterr().out


def test_the_name_of_the_file_says_the_form(ledger: list[str], tmp_path: Path) -> None:
    """A PNG for an app that shows no SVG."""
    out = tmp_path / "picture.png"
    assert main([struck_by("in_clearing"), "payment_not_credited", "--out", str(out), *ledger]) == 0
    assert out.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["B9999", "limit_mismatch"], "There is no such borrower"),
        (["B0001", "sadness"], "There is no symptom 'sadness'"),
        (["B0001", "limit_mismatch", "--subject", "X"], "Say with --subject which line is meant."),
        (["B0001", "credit_report_impact"], "There is no picture of what this symptom is about."),
        (["B0001", "limit_mismatch", "--out", "none/there.svg"], "cannot be written"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    words: list[str], sentence: str, ledger: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a sentence, with exit code 2."""
    assert main(["--out", str(tmp_path / "picture.svg"), *ledger, *words]) == 2
    assert sentence in capsys.readouterr().err


def test_a_file_of_another_form_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is read."""
    with pytest.raises(SystemExit):
        main(["B0001", "limit_mismatch", "--out", "picture.jpg"])
    assert "should end in .svg or .png" in capsys.readouterr().err
