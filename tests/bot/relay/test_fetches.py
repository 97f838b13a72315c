"""What has to be fetched: written down with its line, and found again by the next process."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.relay.book import ChatBook
from bot.relay.fetches import Fetch, Fetches
from bot.relay.forgetting import Forgetting
from bot.relay.messages import Incoming, Remote
from tests.bot.relay.fakes import NOON, begin, chat_book

HERE = {"files": [{"id": "p1", "kind": "png", "size": 18}]}


@pytest.fixture
def book(tmp_path: Path) -> ChatBook:
    """An empty one."""
    return chat_book(tmp_path)


def sent(book: ChatBook, conversation: str, number: int) -> bool:
    """The nth file of somebody comes."""
    remote = Remote(f"remote-{number}", "b1")
    incoming = Incoming(conversation, f"f{number}", facts={"files": [{}]}, remote=remote, quiet=True)
    return book.keep(incoming, NOON)


def fetches(book: ChatBook, channel: str = "test") -> Fetches:
    """Those of a channel."""
    return Fetches(book.engine, channel)


def test_a_file_waits_with_its_line_once(book: ChatBook) -> None:
    """A line that comes again brings no second file; nothing waits for an answer."""
    conversation = begin(book)
    assert [sent(book, conversation, 1), sent(book, conversation, 1), sent(book, conversation, 2)] == [
        True,
        False,
        True,
    ]
    assert fetches(book).next(conversation) == Fetch(1, conversation, "f1", "remote-1", "b1", 0, NOON)
    assert (book.waiting(), fetches(book).waiting(), fetches(book, "another").waiting()) == ([], [conversation], [])


def test_what_is_here_is_told_by_its_line_and_the_next_one_waits(book: ChatBook) -> None:
    """Under what id the channel had it is not kept."""
    conversation = begin(book)
    for number in (1, 2):
        sent(book, conversation, number)
    first = fetches(book).next(conversation)
    assert first is not None
    assert fetches(book).fetched(first, HERE)
    second = fetches(book).next(conversation)
    assert (second.remote if second else None, book.since(conversation, 0)[0].facts) == ("remote-2", HERE)
    assert "remote-1" not in str(rows(book))


def test_what_cannot_be_had_is_tried_later_and_at_last_given_up(book: ChatBook) -> None:
    """The line stays."""
    conversation = begin(book)
    sent(book, conversation, 1)
    fetch = fetches(book).next(conversation)
    assert fetch is not None
    later = NOON + timedelta(minutes=1)
    fetches(book).postpone(fetch, later, "TimedOut")
    again = fetches(book).next(conversation)
    assert (again.tries, again.due_at) == (1, later) if again else None
    fetches(book).give_up(fetch, "lost")
    assert (fetches(book).next(conversation), len(book.since(conversation, 0))) == (None, 1)


def test_what_is_forgotten_is_not_fetched(book: ChatBook) -> None:
    """And one that was under way then is shown nowhere."""
    conversation = begin(book)
    sent(book, conversation, 1)
    fetch = fetches(book).next(conversation)
    assert fetch is not None
    assert Forgetting(book.engine).forget(conversation)
    assert fetches(book).next(conversation) is None
    assert not fetches(book).fetched(fetch, HERE)
    assert book.since(conversation, 0)[0].facts == {}


def rows(book: ChatBook) -> list[object]:
    """The whole table."""
    with book.engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT * FROM fetches"))
