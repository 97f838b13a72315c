"""Linking as the settings describe it: the key, the phones, and what a lender hands in."""

import stat
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from servicing.errors import CodeKeyDamaged, CodeRefused, PhonesRefused
from servicing.linking.key import code_key
from servicing.linking.linking import open_linking
from servicing.linking.phones import ListedPhones
from servicing.settings import Settings
from servicing.store.tables import METADATA
from tests.new_store import new_store
from tests.servicing.linking.house import NOW, PHONE, at_once


class Sent:
    """Remembers the codes."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def send(self, phone: str, code: str) -> None:
        """Remember it."""
        self.codes.append(code)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Our own database."""
    return new_store(tmp_path / "cases.db", METADATA)


def test_a_key_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    """A restart must not make the codes worthless that are on their way."""
    settings = Settings(home=tmp_path / "new")
    key = code_key(settings)
    assert (len(key), code_key(settings)) == (32, key)
    (file,) = (tmp_path / "new").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert code_key(Settings(home=tmp_path)) != key


def test_several_that_start_at_once_have_the_same_key(tmp_path: Path) -> None:
    """Whoever is second uses the first one's."""
    keys = at_once([partial(code_key, Settings(home=tmp_path))] * 8)
    assert len(set(keys)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["code.key"]


def test_a_key_from_outside_is_taken(tmp_path: Path) -> None:
    """Several machines share it, and nothing is written."""
    assert code_key(Settings(home=tmp_path, code_key="k" * 32)) == b"k" * 32
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_a_whole_key_is_refused(tmp_path: Path) -> None:
    """An empty key would be everybody's."""
    (tmp_path / "code.key").write_bytes(b"")
    with pytest.raises(CodeKeyDamaged, match=r"code\.key"):
        code_key(Settings(home=tmp_path))


def test_a_lender_hands_in_its_own_directory_and_sender(engine: Engine, tmp_path: Path) -> None:
    """And a code still links after a restart of the bot."""
    settings, sent = Settings(home=tmp_path), Sent()
    first = open_linking(settings, engine, ListedPhones({PHONE: "b7"}), sent)
    first.ask_code("c1", PHONE, NOW)
    first.post.close()
    assert open_linking(settings, engine).confirm("c1", sent.codes[0], NOW) == "b7"


def test_the_phones_are_read_from_the_file_that_is_named(engine: Engine, tmp_path: Path) -> None:
    """Without one, a phone is nobody's."""
    file = tmp_path / "phones.csv"
    file.write_text(f"phone,borrower_id\n{PHONE},b7\n", "utf-8")
    for settings, is_sent in ((Settings(home=tmp_path, phones=file), True), (Settings(home=tmp_path), False)):
        sent = Sent()
        linking = open_linking(settings, engine, sender=sent)
        linking.ask_code("c1", PHONE, NOW)
        linking.post.close()
        assert bool(sent.codes) is is_sent
        with pytest.raises(CodeRefused):
            linking.confirm("c1", "no code", NOW)


def test_phones_that_cannot_be_read_stop_the_start(engine: Engine, tmp_path: Path) -> None:
    """Rather than a bot that knows nobody."""
    with pytest.raises(PhonesRefused):
        open_linking(Settings(home=tmp_path, phones=tmp_path / "none.csv"), engine)
