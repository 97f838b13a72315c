"""The command line: every question answered from books on the disk, and what is wrong said in a sentence."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from servicing.account.__main__ import ANSWERS, main
from servicing.ledger.records import RECORDS, Posting
from servicing.ledger.writing import write_books
from tests.servicing.ledger.books import NOW, healthy_lives

(LIFE,) = healthy_lives(1)
WHO = LIFE.borrower.borrower_id
OPEN, SETTLED = LIFE.open_loan.loan_id, LIFE.settled_loan.loan_id
AT = ["--at", NOW.isoformat()]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Words that name the books of one healthy borrower."""
    address = f"sqlite:///{tmp_path_factory.mktemp('books')}/ledger.db"
    write_books(address, list(LIFE.rows.values()), RECORDS)
    return ["--ledger", address]


@pytest.mark.parametrize("question", ANSWERS)
def test_every_question_is_answered(question: str, ledger: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """For the eye and as JSON; an answer about a loan names it."""
    assert main([WHO, question, *AT, *ledger]) == 0
    printed = capsys.readouterr().out
    assert printed.strip()
    assert main([WHO, question, "--json", *AT, *ledger]) == 0
    assert json.loads(capsys.readouterr().out)
    assert question == "payments" or OPEN in printed


def test_one_loan_alone(ledger: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The settled one is in the list, and has no part in the other's answers."""
    assert main([WHO, "loans", "--loan", SETTLED, *AT, *ledger]) == 0
    printed = capsys.readouterr().out
    assert SETTLED in printed
    assert OPEN not in printed


def test_a_quote_shows_its_rules_and_their_sources(ledger: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """An engineer sees at once which figure a lender would replace."""
    assert main([WHO, "quote", *AT, *ledger]) == 0
    printed = capsys.readouterr().out
    assert "day_count = 365 days a year, since 2026-01-01 (" in printed
    assert "saved_interest: " in printed


def test_books_in_two_currencies_need_a_correction(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rows are named instead of a sum, and nothing is printed as an answer."""
    rows = [each for each in LIFE.rows.values() if not (isinstance(each, Posting) and each.loan_id == OPEN)]
    of_loan = [each for each in LIFE.rows.values() if isinstance(each, Posting) and each.loan_id == OPEN]
    strange = replace(of_loan[0], currency="XTS")
    write_books(f"sqlite:///{tmp_path}/ledger.db", [*rows, strange, *of_loan[1:]], RECORDS)
    assert main([WHO, "bill", *AT, "--ledger", f"sqlite:///{tmp_path}/ledger.db"]) == 2
    told = capsys.readouterr()
    assert (told.out, "The books need a correction first" in told.err) == ("", True)
    assert f"postings {strange.posting_id} (XTS)" in told.err


def test_what_borrowing_would_cost(ledger: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A thousand at 12% for three months, the same amount each month."""
    words = ["plan", "--borrow", "1000", "--rate", "12", "--months", "3", "--method", "equal_instalment"]
    assert main([WHO, *words, *AT, *ledger]) == 0
    assert "amount: 1020.07 CNY" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nobody", "bill"], "There is no such borrower"),
        ([WHO, "quote", "--loan", "X"], "There is no loan 'X' of this borrower."),
        ([WHO, "quote", "--loan", SETTLED], "No settlement figure can be worked out: nothing_owed."),
        ([WHO, "quote", "--on", "2020-01-01"], "No settlement figure can be worked out: day_past."),
        ([WHO, "plan", "--borrow", "-1"], "A plan needs an amount above zero"),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(
    words: list[str], sentence: str, ledger: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """With exit code 2, on the error stream, without a stack trace."""
    assert main([*words, *AT, *ledger]) == 2
    told = capsys.readouterr()
    assert (told.out, sentence in told.err) == ("", True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["quote", "--on", "tomorrow"], "'tomorrow' is no day, such as 2026-12-01"),
        (["history", "--page", "0"], "'0' is no number from 1 to 9999"),
        (["history", "--months", "x"], "'x' is no number from 1 to 9999"),
        (["plan", "--borrow", "much"], "'much' is no number, such as 14.6"),
    ],
)
def test_a_word_that_means_nothing_is_named(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before any book is opened."""
    with pytest.raises(SystemExit):
        main([WHO, *words])
    assert sentence in capsys.readouterr().err


def test_books_that_are_not_there_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong address is the commonest fault of all."""
    assert main([WHO, "bill", "--ledger", f"sqlite:///{tmp_path}/none.db"]) == 2
    assert "cannot be read" in capsys.readouterr().err
