"""`python -m bot.documents`: the PDF again, and whether one that is shown is ours."""

from dataclasses import asdict
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.documents.__main__ import main
from servicing.database import open_engine
from servicing.store import upgrade
from servicing.store.tables import CERTIFICATES
from tests.bot.documents.house import certificate

KEPT = certificate("settlement")


@pytest.fixture(autouse=True)
def number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A book with one certificate; its number."""
    monkeypatch.setenv("DUIZHANG_CASES", f"sqlite:///{tmp_path}/cases.db")
    engine = open_engine(f"sqlite:///{tmp_path}/cases.db", durable=True)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(insert(CERTIFICATES).values(**asdict(KEPT)))
    return KEPT.number


def test_written_and_compared(number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What we wrote is ours in whichever language; a file with one byte more is not."""
    file = tmp_path / "it.pdf"
    assert main([number, "--out", str(file), "--language", "en"]) == 0
    assert main([number.lower().replace("-", " "), "--compare", str(file)]) == 0
    file.write_bytes(file.read_bytes() + b"\n")
    assert main([number, "--compare", str(file)]) == 1
    assert capsys.readouterr().out == "genuine\nnot ours\n"


def test_what_is_not_there_is_said(number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A number of nothing, and a file that cannot be read."""
    assert main(["C-2026", "--out", str(tmp_path / "it.pdf")]) == 2
    assert "There is no certificate of that number." in capsys.readouterr().err
    assert main([number, "--compare", str(tmp_path / "none.pdf")]) == 2
    assert "The file cannot be read or written." in capsys.readouterr().err
