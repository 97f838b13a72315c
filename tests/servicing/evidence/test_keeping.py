"""Files sent as proof: kept once and whole, refused with a reason, and never written half."""

import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from servicing.access import Access
from servicing.database import open_engine
from servicing.errors import CasesUnreachable, EvidenceRefused, EvidenceUnkept
from servicing.evidence.files import Files
from servicing.evidence.keeping import LARGEST_BYTES, MOST_A_DAY, Keeping, open_keeping
from servicing.evidence.pieces import Piece, Pieces
from servicing.store import upgrade
from servicing.store.tables import METADATA
from tests.new_store import new_store

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
PNG, PDF = b"\x89PNG\r\n\x1a\n and so on", b"%PDF-1.7 and so on"


@pytest.fixture
def keeping(tmp_path: Path) -> Keeping:
    """A door, with nothing behind it yet."""
    return open_keeping(Access(new_store(tmp_path / "cases.db", METADATA), lambda: NOON), tmp_path)


def files_in(keeping: Keeping) -> list[Path]:
    """Every file that lies there."""
    return sorted(each for each in keeping.files.folder.rglob("*") if each.is_file())


def test_a_file_is_kept_as_it_was_sent_with_what_is_known_of_it(keeping: Keeping) -> None:
    """Under the hash of its content, and for whom the conversation spoke."""
    keeping.access.link("c1", "b1", NOON)
    kept = keeping.keep("c1", "u7", PNG, NOON)
    expected = Piece(kept.id, "c1", "u7", "b1", kept.digest, "png", len(PNG), NOON)
    assert (kept, keeping.pieces.of_conversation("c1")) == (expected, [expected])
    assert keeping.files.get(kept.digest) == PNG


def test_nobody_else_of_the_machine_can_read_it(keeping: Keeping) -> None:
    """Neither the file nor the folder."""
    keeping.keep("c1", "u7", PNG, NOON)
    (file,) = files_in(keeping)
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)


def test_what_comes_again_is_there_once(keeping: Keeping) -> None:
    """The same sending is the same piece; the same file from somebody else is another piece of one file."""
    first = keeping.keep("c1", "u7", PNG, NOON)
    assert keeping.keep("c1", "u7", PNG, NOON + timedelta(hours=1)) == first
    other = keeping.keep("c2", "u8", PNG, NOON)
    assert (other.id == first.id, other.digest == first.digest) == (False, True)
    assert len(files_in(keeping)) == 1


def test_two_at_once_under_one_id_are_one(keeping: Keeping) -> None:
    """The second finds out only when it is written down."""
    piece = Piece("p1", "c1", "u7", None, "d", "png", 1, NOON)
    assert keeping.pieces.add(piece) == piece
    assert keeping.pieces.add(replace(piece, id="p2")) == piece


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (PNG + b"\0" * LARGEST_BYTES, "too_large"), (b"MZ a program", "unreadable")],
)
def test_what_is_not_taken_says_why_and_leaves_nothing(keeping: Keeping, content: bytes, code: str) -> None:
    """Neither a row nor a file."""
    with pytest.raises(EvidenceRefused) as refused:
        keeping.keep("c1", "u7", content, NOON)
    assert (refused.value.code, keeping.pieces.of_conversation("c1"), files_in(keeping)) == (code, [], [])


def test_a_day_has_a_limit_and_the_next_day_another(keeping: Keeping) -> None:
    """Of one conversation; what came before is still recognised."""
    for number in range(MOST_A_DAY):
        keeping.keep("c1", f"u{number}", PNG, NOON)
    with pytest.raises(EvidenceRefused) as refused:
        keeping.keep("c1", "one too many", PNG, NOON)
    assert refused.value.code == "too_many"
    keeping.keep("c1", "u0", PNG, NOON)
    keeping.keep("c2", "somebody else", PDF, NOON)
    keeping.keep("c1", "the next day", PNG, NOON + timedelta(days=1, seconds=1))


def test_where_the_disk_takes_nothing_nothing_is_written_down(keeping: Keeping) -> None:
    """It can be tried again."""
    keeping.files.folder.write_text("no folder")
    with pytest.raises(EvidenceUnkept):
        keeping.keep("c1", "u7", PNG, NOON)
    assert keeping.pieces.of_conversation("c1") == []
    keeping.files.folder.unlink()
    keeping.keep("c1", "u7", PNG, NOON)


def test_what_others_need_of_the_disk_is_left_to_them(keeping: Keeping) -> None:
    """A flood of files must not stop the conversations."""
    full = replace(keeping, files=replace(keeping.files, least_free_bytes=10**18))
    with pytest.raises(EvidenceUnkept):
        full.keep("c1", "u7", PNG, NOON)
    assert (files_in(keeping), keeping.pieces.of_conversation("c1")) == ([], [])


def test_a_draft_that_cannot_be_finished_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full in the middle must not be filled by what nobody finds again."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    files = Files(tmp_path / "evidence")
    with pytest.raises(OSError, match="No space"):
        files.put(PNG)
    assert [each for each in files.folder.rglob("*") if each.is_file()] == []


def test_without_its_database_it_says_so(tmp_path: Path) -> None:
    """And keeps nothing on the way."""
    away = open_engine(f"sqlite:///{tmp_path}/no such folder/cases.db", durable=True)
    with pytest.raises(CasesUnreachable):
        open_keeping(Access(away, lambda: NOON), tmp_path).keep("c1", "u7", PNG, NOON)
    assert not (tmp_path / "evidence").exists()


@pytest.mark.postgres
def test_it_is_the_same_on_postgresql(postgres: str, tmp_path: Path) -> None:
    """Where several bots share the database."""
    engine: Engine = open_engine(postgres, durable=True)
    upgrade(engine)
    keeping = Keeping(Pieces(engine), Files(tmp_path), Access(engine, lambda: NOON))
    first = keeping.keep("c1", "u7", PNG, NOON)
    assert keeping.pieces.add(replace(first, id="p2")) == first
    assert keeping.pieces.of_conversation("c1") == [first]
