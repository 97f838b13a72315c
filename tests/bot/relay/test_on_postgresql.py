"""The relay's books on PostgreSQL: the same promises, where several really write at the same moment."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.relay.book import ChatBook
from bot.relay.outbox import Outbox
from bot.relay.owners import Owners
from bot.serving import MIGRATIONS
from servicing.database import open_engine
from servicing.store import upgrade
from tests.bot.relay.fakes import BILL, NOON, begin, said, texts, typed
from tests.bot.relay.test_outbox import told

pytestmark = pytest.mark.postgres


@pytest.fixture
def book(postgres: str) -> Iterator[ChatBook]:
    """A book whose tables the migrations made."""
    engine: Engine = open_engine(postgres)
    upgrade(engine, MIGRATIONS)
    yield ChatBook(engine)
    engine.dispose()


def test_a_line_is_kept_once_and_answered_once(book: ChatBook) -> None:
    """With what was owed in between."""
    conversation = begin(book)
    assert [book.keep(typed(conversation, 1), NOON) for _ in range(2)] == [True, False]
    turn = book.next_turn(conversation, NOON)
    assert turn is not None
    assert book.owe(turn, [said("sorry")], NOON)
    assert book.next_turn(conversation, NOON) is None
    owed = book.next_turn(conversation, NOON, owed=True)
    assert owed is not None
    assert book.answer(owed, [said("here it is", BILL)], NOON)
    assert texts(book.since(conversation, 0)) == ["sorry", "here it is"]


def test_no_line_appears_behind_one_that_was_read(book: ChatBook) -> None:
    """Whoever asks for what came after a number misses nothing, however many write at once."""
    conversation = begin(book)
    seen: list[int] = []

    def write(number: int) -> None:
        book.keep(typed(conversation, number), NOON)

    with ThreadPoolExecutor(8) as crowd:
        writing = [crowd.submit(write, number) for number in range(60)]
        while not all(each.done() for each in writing):
            seen += [each.number for each in book.since(conversation, max(seen, default=0))]
    seen += [each.number for each in book.since(conversation, max(seen, default=0))]
    assert seen == [each.number for each in book.since(conversation, 0)]
    assert len(seen) == 60


def test_of_many_at_the_same_moment_one_takes_over(book: ChatBook) -> None:
    """And from then on the bot says nothing."""
    owners, conversation = Owners(book.engine), begin(book)
    book.keep(typed(conversation, 1), NOON)
    turn = book.next_turn(conversation, NOON)
    assert turn is not None
    people = [f"person-{number}" for number in range(8)]
    with ThreadPoolExecutor(len(people)) as crowd:
        got = list(crowd.map(lambda person: owners.take_over(conversation, person, NOON), people))
    assert got.count(True) == 1
    assert not book.answer(turn, [said("too late")], NOON)
    assert texts(book.since(conversation, 0)) == []


def test_what_is_said_is_sent_once_and_in_order(book: ChatBook) -> None:
    """Of eight that look for work at once, one gets the line."""
    outbox, conversation = Outbox(book.engine), told(book, said("one"), said("two"))
    with ThreadPoolExecutor(8) as crowd:
        got = [each for each in crowd.map(lambda _: outbox.begin(conversation, NOON), range(8)) if each]
    assert [each.text for each in got] == ["one"]
    outbox.postpone(got[0], NOON + timedelta(seconds=1), "429")
    assert outbox.begin(conversation, NOON) is None
    assert outbox.doubt_all(NOON) == 0
