"""What the borrower is told when the engine cannot answer: only what is true, in the language that they write."""

from pathlib import Path

from sqlalchemy import Engine

from bot.relay.apology import REPLY, CaseAndApology
from bot.relay.messages import Turn
from bot.voice.catalogue import catalogues
from bot.voice.voice import Voice
from servicing.access import Access
from servicing.cases.book import CaseBook
from servicing.database import open_engine
from servicing.store import upgrade
from tests.bot.relay.fakes import NOON, clock

WORDS = catalogues()
ENGLISH = Turn(1, "c1", "where is my money", None, "zh")
PRESSED = Turn(2, "c1", "123", None, "zh")


def _store(folder: Path) -> Engine:
    engine = open_engine(f"sqlite:///{folder / 'cases.db'}", durable=True)
    upgrade(engine)
    return engine


def _apology(store: Engine) -> CaseAndApology:
    notices = {code: each.notice for code, each in WORDS.items()}
    return CaseAndApology(Voice(WORDS), notices, CaseBook(store), Access(store, clock), clock)


def test_it_opens_a_case_and_names_it(tmp_path: Path) -> None:
    """Somebody will see that the machine failed, and for whom."""
    store = _store(tmp_path)
    Access(store, clock).link("c1", "B1", NOON)
    said = _apology(store)(ENGLISH)
    (case,) = CaseBook(store).of_conversation("c1")
    assert (case.borrower_id, case.reason, case.queue, case.language) == ("B1", "engine_failed", "general", "en")
    assert said.reply == REPLY
    assert said.facts == {"case": case.number}
    assert case.number in said.text


def test_somebody_unproven_gets_a_case_too(tmp_path: Path) -> None:
    """A failure of ours does not wait for a proof of theirs."""
    store = _store(tmp_path)
    _apology(store)(ENGLISH)
    (case,) = CaseBook(store).of_conversation("c1")
    assert case.borrower_id is None


def test_a_second_failure_is_noted_on_the_same_case(tmp_path: Path) -> None:
    """One trouble, one number."""
    apology = _apology(_store(tmp_path))
    assert apology(ENGLISH).facts == apology(PRESSED).facts


def test_it_speaks_as_they_write_else_as_they_were_spoken_to(tmp_path: Path) -> None:
    """A number says nothing about its writer."""
    apology = _apology(_store(tmp_path))
    texts = {code: each.replies[REPLY]["text"][:4] for code, each in WORDS.items()}
    assert apology(ENGLISH).text.startswith(texts["en"])
    assert apology(PRESSED).text.startswith(texts["zh"])


def test_without_its_database_it_names_no_case(tmp_path: Path) -> None:
    """A number that nobody can find would be a lie."""
    gone = open_engine(f"sqlite:///{tmp_path / 'no' / 'cases.db'}")
    said = _apology(gone)(ENGLISH)
    assert said.facts == {"case": None}
    assert "DZ-" not in said.text
