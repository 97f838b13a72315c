"""`python -m servicing.certificates`: what the desk types, from issue to withdrawal."""

from pathlib import Path

import pytest

from servicing.certificates.__main__ import main
from servicing.ledger.records import RECORDS
from servicing.ledger.writing import write_books
from tests.servicing.ledger.books import NOW, healthy_lives

(LIFE,) = healthy_lives(1)
WHO = LIFE.borrower.borrower_id
OPEN, SETTLED = LIFE.open_loan.loan_id, LIFE.settled_loan.loan_id


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Books of one healthy borrower, and our own database beside them."""
    ledger = f"sqlite:///{tmp_path}/ledger.db"
    write_books(ledger, list(LIFE.rows.values()), RECORDS)
    told = {"DUIZHANG_LEDGER": ledger, "DUIZHANG_HOME": str(tmp_path), "DUIZHANG_NOW": NOW.isoformat()}
    for name, value in told.items():
        monkeypatch.setenv(name, value)


def test_issued_verified_and_withdrawn(capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code says whether it stands, for a script as well."""
    assert main(["issue", WHO, "settlement", SETTLED]) == 0
    number = capsys.readouterr().out.strip()
    assert main(["verify", number]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("stands\n")
    assert all(each in printed for each in (number, SETTLED, WHO, '"settled_at"'))
    assert main(["withdraw", number]) == 0
    assert "withdrawn 2026-11-20" in capsys.readouterr().out
    assert main(["verify", number]) == 1
    assert capsys.readouterr().out.startswith("withdrawn\n")


def test_what_the_books_do_not_bear_is_not_issued(capsys: pytest.CaptureFixture[str]) -> None:
    """The open loan is not certified as settled; its repayments are."""
    assert main(["issue", WHO, "settlement", OPEN]) == 1
    assert capsys.readouterr().out == "not issued: still_owed\n"
    assert main(["issue", WHO, "repayments", OPEN]) == 0


def test_a_number_of_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    """Verified it is unknown or a slip; withdrawn it is an error."""
    assert main(["verify", "C-2026-00000000-0"]) == 1
    assert capsys.readouterr().out in ("no_number\n", "unknown\n")
    assert main(["withdraw", "C-2026"]) == 2
    assert "There is no certificate of that number." in capsys.readouterr().err
    assert main(["issue", "nobody", "settlement", "N1"]) == 2
