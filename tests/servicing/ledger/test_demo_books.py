"""The demo lender's books add up, and go through files and an import unchanged."""

from decimal import Decimal
from pathlib import Path

import pytest

from servicing.ledger.demo.files import write_files
from servicing.ledger.demo.life import Life
from servicing.ledger.door import open_door
from servicing.ledger.importing.books import import_books
from servicing.ledger.records import RECORDS, Borrower, Loan, Posting, ShownBalance
from servicing.ledger.writing import write_books
from tests.servicing.ledger.books import NOW, books_of, healthy, small_books, troubled_lives


@pytest.mark.parametrize("number", range(1, 26))
def test_a_healthy_life_adds_up(number: int) -> None:
    """What is shown is what the entries say; plans ask for what principal is left; a loan at zero is settled."""
    life = healthy(number)
    owed = {loan.loan_id: owed_on(life, loan) for loan in life.all(Loan)}
    shown = {each.loan_id: each.amount for each in life.all(ShownBalance) if each.what == "owed"}
    assert shown == owed
    free = next(each.amount for each in life.all(ShownBalance) if each.what == "available_limit")
    assert free == life.line.total_limit - sum(each.principal for each in life.all(Posting))
    for loan in life.all(Loan):
        assert (loan.status == "settled") is (owed[loan.loan_id] == 0)
        assert sum(each.principal for each in life.postings(loan)) == still_planned(life, loan)


def owed_on(life: Life, loan: Loan) -> Decimal:
    """The sum of the loan's postings."""
    return sum((each.amount for each in life.all(Posting) if each.loan_id == loan.loan_id), Decimal(0))


def still_planned(life: Life, loan: Loan) -> Decimal:
    """The principal of the instalments that are still to come, by the plan in force."""
    return sum((each.principal for each in life.instalments(loan) if each.status == "scheduled"), Decimal(0))


def test_an_import_finds_no_fault_in_lives_healthy_or_troubled(tmp_path: Path) -> None:
    """A trouble is something that happened to a borrower, not a hole in the books."""
    rows = books_of([*troubled_lives(of_each=2, years=1), *map(healthy, range(201, 221))])
    write_files(tmp_path / "books", rows)
    imported = import_books(tmp_path / "books", f"sqlite:///{tmp_path}/ledger.db")
    assert imported.faults.told(20) == []
    assert sum(imported.rows.values()) == len(rows)


def test_books_go_through_files_unchanged(tmp_path: Path) -> None:
    """What `demo --files` writes, `import` takes, to the last cent and second."""
    compare(f"sqlite:///{tmp_path}/straight.db", f"sqlite:///{tmp_path}/imported.db", tmp_path / "files")


@pytest.mark.postgres
def test_books_go_through_postgresql_unchanged(postgres: str, tmp_path: Path) -> None:
    """PostgreSQL keeps decimals and times in its own way; the facts must not show it."""
    compare(f"sqlite:///{tmp_path}/straight.db", postgres, tmp_path / "files")


def compare(straight: str, imported: str, folder: Path) -> None:
    """The same facts for every borrower, written straight and by way of files."""
    rows = small_books(12)
    write_books(straight, rows, RECORDS)
    write_files(folder, rows)
    assert import_books(folder, imported).faults.told(20) == []
    one, other = open_door(straight), open_door(imported)
    for borrower in (each.borrower_id for each in rows if isinstance(each, Borrower)):
        assert one.facts(borrower, NOW) == other.facts(borrower, NOW)
