"""`python -m servicing.ledger`: what it prints, and a sentence and exit code 2 for whoever asks the impossible."""

import json
import shutil
from pathlib import Path
from time import process_time

import pytest

from servicing.ledger.__main__ import main
from tests.servicing.ledger.books import NOW
from tests.servicing.ledger.test_importing import FAULTS, SOUND, books_of

DEMO = ["demo", "--borrowers", "3", "--now", NOW.isoformat()]


def test_a_folder_is_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the figures by which its author sees that all of it arrived."""
    assert main(["import", str(SOUND), "--into", f"sqlite:///{tmp_path}/ledger.db"]) == 0
    assert capsys.readouterr().out == f"Loaded 20 rows for 2 borrowers into sqlite:///{tmp_path}/ledger.db.\n"


def test_faults_are_printed_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """At most two hundred; the rest as a number."""
    folder = shutil.copytree(SOUND, tmp_path / "books")
    with (folder / "line_events.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"E{number},B1,L1,vanished,2025-01-10T02:00:00Z\n" for number in range(2, 252))
    assert main(["import", str(folder), "--into", f"sqlite:///{tmp_path}/ledger.db"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("line_events.csv:3: kind is 'vanished'; it must be one of")
    assert told[200:] == ["and 50 more", "Nothing was loaded: 250 faults to mend."]


def test_the_demo_keeps_the_truth_apart(tmp_path: Path) -> None:
    """The books must not say who is struck; the truth beside them does."""
    assert main([*DEMO, "--out", f"sqlite:///{tmp_path}/ledger.db"]) == 0
    truth = [json.loads(line) for line in (tmp_path / "ledger-truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [each["borrower_id"] for each in truth] == ["B0001", "B0002", "B0003"]
    assert (truth[0]["fate"], truth[0]["harms"]) == ("healthy", [])
    assert truth[1]["harms"][0]["cause"].encode() not in (tmp_path / "ledger.db").read_bytes()


def test_the_demo_writes_files_that_an_import_takes(tmp_path: Path) -> None:
    """Then no database is touched, unless one is named."""
    assert main([*DEMO, "--files", f"{tmp_path}/books"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["books", "books-truth.jsonl"]
    assert main(["import", f"{tmp_path}/books", "--into", f"sqlite:///{tmp_path}/ledger.db"]) == 0


def test_sixty_borrowers_take_two_seconds_at_most(tmp_path: Path) -> None:
    """`make run` waits for it."""
    began = process_time()
    assert main(["demo", "--borrowers", "60", "--out", f"sqlite:///{tmp_path}/ledger.db"]) == 0
    assert process_time() - began < 2


def test_the_contract_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """So that a lender can have that of the version at hand."""
    assert main(["contract"]) == 0
    assert capsys.readouterr().out.startswith("# The ledger contract\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["import", "{here}/nowhere"], "nowhere cannot be read: No such file or directory."),
        (["import", "{sound}", "--into", "ledger.db"], "The database address cannot be read"),
        (
            ["import", "{sound}", "--into", "postgresql://a:secret@127.0.0.1:1/b"],
            "cannot be written: connection failed",
        ),
        (["import", "{sound}", "--into", "sqlite:///{here}/letter.txt"], "was not made by this program"),
        (["import", "{faulty}"], "penalties.csv: there is no table penalties"),
        ([*DEMO, "--out", "sqlite://"], "would be gone at once"),
        ([*DEMO, "--files", "{sound}"], "is not empty"),
        ([*DEMO, "--files", "{here}/letter.txt"], "cannot be written: File exists"),
        ([*DEMO, "--out", "sqlite:///{here}/a.db", "--truth", "{here}/letter.txt/x"], "cannot be written"),
    ],
)
def test_wrong_input_is_told(
    words: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence for the person who caused it, no stack trace, no password, and nothing half done."""
    monkeypatch.setenv("DUIZHANG_HOME", str(tmp_path / "var"))
    (tmp_path / "letter.txt").write_text("Dear Sir", encoding="utf-8")
    faulty = books_of(FAULTS / "unknown_table", tmp_path / "faulty")
    assert main([word.format(here=tmp_path, sound=SOUND, faulty=faulty) for word in words]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert "Traceback" not in told
    assert "secret" not in told
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "Dear Sir"


@pytest.mark.parametrize(
    "words",
    [
        ["export"],
        ["import"],
        ["demo", "--borrowers", "0"],
        ["demo", "--borrowers", "many"],
        ["demo", "--troubled", "2"],
        ["demo", "--together", "-0.1"],
        ["demo", "--near-misses", "nan"],
        ["demo", "--near-misses", "some"],
        ["demo", "--now", "yesterday"],
        ["demo", "--seed", "x"],
    ],
)
def test_wrong_words_are_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The same for what cannot even be asked."""
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert "error: " in capsys.readouterr().err
