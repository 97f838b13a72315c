"""An import takes whole and consistent books, or tells everything that is wrong with them and takes nothing."""

import shutil
from pathlib import Path

import pytest

from servicing.database import open_engine
from servicing.errors import BooksRefused
from servicing.ledger.importing.books import all_checks, import_books
from servicing.ledger.importing.faults import MOST_KEPT, Fault, Faults
from servicing.ledger.importing.lines import Limits

HERE = Path(__file__).parent
SOUND = HERE / "sound"
FAULTS = HERE / "faults"
AS_EXPECTED = ("expected.txt", "without.txt")


def books_of(case: Path, folder: Path) -> Path:
    """The sound books with a case's files in place of theirs, and without those that it names in `without.txt`."""
    shutil.copytree(SOUND, folder)
    without = case / "without.txt"
    for name in without.read_text(encoding="utf-8").split() if without.exists() else ():
        (folder / name).unlink()
    for path in case.iterdir():
        if path.name not in AS_EXPECTED:
            shutil.copy(path, folder)
    return folder


@pytest.mark.parametrize("name", sorted(path.name for path in FAULTS.iterdir()))
def test_a_fault_is_told_and_nothing_is_loaded(name: str, tmp_path: Path) -> None:
    """Each fault that an import can find is shown once, with the sentence that its author reads."""
    imported = import_books(books_of(FAULTS / name, tmp_path / "books"), f"sqlite:///{tmp_path}/ledger.db")
    assert imported.faults.told(200) == (FAULTS / name / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert not (tmp_path / "ledger.db").exists()


def test_sound_books_are_loaded(tmp_path: Path) -> None:
    """The books from which the faults differ are themselves without fault."""
    imported = import_books(SOUND, f"sqlite:///{tmp_path}/ledger.db")
    assert imported.faults.told(200) == []
    assert sum(imported.rows.values()) == 20


def test_every_check_is_shown_to_find_something() -> None:
    """A rule without a fault in the gallery is one that might find nothing."""
    told = "".join(path.read_text(encoding="utf-8") for path in FAULTS.glob("*/expected.txt"))
    shown = {
        "endings_only": "leave the others out",
        "months_whole": "the first day of the month",
        "no_duplicate_reference": "has already\n",
        "one_borrower": "belongs to borrower",
        "one_currency": "is in 'GBP'",
        "parts_add_up": "its parts add up to",
        "plans_add_up": "principal adds up to",
        "plans_in_order": "its plan belongs to loan",
        "references_resolve": "there is no such row",
        "signs": "or more\n",
        "times_in_order": "which is before",
        "world_codes": "an IANA name",
    }
    assert set(shown) == set(all_checks())
    assert [check for check, words in shown.items() if words not in told] == []


def test_a_byte_order_mark_and_quoted_line_ends_are_read(tmp_path: Path) -> None:
    """Spreadsheets write both; a line is still told by the number that an editor shows."""
    folder = shutil.copytree(SOUND, tmp_path / "books")
    text = 'borrower_id,called,language,time_zone\r\n"B1","Ma\r\nya",en,Asia/Shanghai\r\nB2,Omar,en,nowhere\r\n'
    (folder / "borrowers.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    imported = import_books(folder, f"sqlite:///{tmp_path}/ledger.db")
    assert [(each.line, each.column) for each in imported.faults.kept] == [(2, "called"), (4, "time_zone")]


def test_a_file_with_too_many_rows_is_refused(tmp_path: Path) -> None:
    """There is a limit on everything, and the sentence says which."""
    imported = import_books(SOUND, f"sqlite:///{tmp_path}/ledger.db", Limits(rows=2))
    assert "instalments.csv:4: is row 3, and at most 2 are taken; leave out old rows" in imported.faults.told(200)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A folder in the place of a file, and a folder that is not there."""
    folder = shutil.copytree(SOUND, tmp_path / "books")
    (folder / "plans.csv").unlink()
    (folder / "plans.csv").mkdir()
    told = import_books(folder, f"sqlite:///{tmp_path}/ledger.db").faults.told(200)
    assert "plans.csv: cannot be read: Is a directory" in told
    with pytest.raises(BooksRefused, match=r"nowhere cannot be read: No such file or directory"):
        import_books(tmp_path / "nowhere", f"sqlite:///{tmp_path}/ledger.db")


def test_old_books_stay_when_new_ones_are_refused(tmp_path: Path) -> None:
    """All or nothing holds also for what stood there before."""
    address = f"sqlite:///{tmp_path}/ledger.db"
    import_books(SOUND, address)
    before = (tmp_path / "ledger.db").read_bytes()
    import_books(books_of(FAULTS / "reference_twice", tmp_path / "books"), address)
    assert (tmp_path / "ledger.db").read_bytes() == before


def test_an_optional_table_without_a_file_is_not_made(tmp_path: Path) -> None:
    """A diagnosis must know what these books cannot say."""
    import_books(SOUND, f"sqlite:///{tmp_path}/ledger.db")
    with open_engine(f"sqlite:///{tmp_path}/ledger.db", read_only=True).connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        assert "holds" not in set(names)


def test_many_faults_are_all_counted_and_the_first_are_kept() -> None:
    """A file of five million bad rows must neither flood a terminal nor fill the memory."""
    faults = Faults()
    for line in range(MOST_KEPT + 5, 0, -1):
        faults.add(Fault("loans.csv", line, "principal", "is bad"))
    assert len(faults.kept) == MOST_KEPT
    assert faults.told(1) == ["loans.csv:6: principal is bad", f"and {MOST_KEPT + 4} more"]
