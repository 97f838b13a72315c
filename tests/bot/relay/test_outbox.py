"""The outbox: in order, written down before it is sent, and in doubt when nobody can tell."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.relay.book import ChatBook
from bot.relay.messages import Said
from bot.relay.outbox import Due, Outbox
from bot.relay.owners import Owners
from tests.bot.relay.fakes import BILL, NOON, chat_book, said

LATER = NOON + timedelta(minutes=1)


def told(book: ChatBook, *replies: Said, address: str = "chat-1", pushed: bool = True) -> str:
    """A conversation in which something was said."""
    conversation = book.conversation("telegram", address, "en", NOON, pushed=pushed)
    for number, each in enumerate(replies):
        Owners(book.engine).speak(conversation, f"{address}-{number}", each, NOON)
    return conversation


def test_what_is_said_in_a_pushed_conversation_is_to_be_sent(tmp_path: Path) -> None:
    """With its address and its buttons; what is fetched by who reads along is not."""
    book = chat_book(tmp_path)
    outbox = Outbox(book.engine)
    conversation = told(book, said("hello", BILL))
    told(book, said("hello"), address="reader", pushed=False)
    assert outbox.waiting() == [conversation]
    delivery = outbox.begin(conversation, NOON)
    assert delivery is not None
    assert (delivery.channel, delivery.address, delivery.text, delivery.tries) == ("telegram", "chat-1", "hello", 1)
    assert [each.title for each in delivery.buttons] == [BILL.title]


def test_lines_go_one_after_the_other(tmp_path: Path) -> None:
    """The second only when the first has arrived."""
    book = chat_book(tmp_path)
    outbox = Outbox(book.engine)
    conversation = told(book, said("one"), said("two"))
    first = outbox.begin(conversation, NOON)
    assert first is not None
    assert outbox.begin(conversation, NOON) is None
    outbox.sent(first, "remote-1", NOON)
    second = outbox.begin(conversation, NOON)
    assert second is not None
    assert (first.text, second.text) == ("one", "two")


def test_what_did_not_leave_the_house_waits_and_holds_up_the_next(tmp_path: Path) -> None:
    """Until the moment that the channel has named."""
    book = chat_book(tmp_path)
    outbox = Outbox(book.engine)
    conversation = told(book, said("one"), said("two"))
    first = outbox.begin(conversation, NOON)
    assert first is not None
    outbox.postpone(first, LATER, "429")
    assert outbox.due(conversation) == Due("telegram", "chat-1", LATER)
    assert outbox.begin(conversation, NOON) is None
    again = outbox.begin(conversation, LATER)
    assert again == replace(first, tries=2)
    assert outbox.doubts() == []


def test_what_is_refused_holds_up_nothing(tmp_path: Path) -> None:
    """And is never tried again."""
    book = chat_book(tmp_path)
    outbox = Outbox(book.engine)
    conversation = told(book, said("one"), said("two"))
    first = outbox.begin(conversation, NOON)
    assert first is not None
    outbox.refuse(first, "blocked", NOON)
    second = outbox.begin(conversation, LATER)
    assert second is not None
    assert second.text == "two"


@pytest.mark.parametrize(("repeatable", "next_text"), [(True, "one"), (False, "two")])
def test_a_doubtful_line_is_repeated_only_where_that_misleads_nobody(
    tmp_path: Path, repeatable: bool, next_text: str
) -> None:
    """Either way it stays to be seen."""
    book = chat_book(tmp_path)
    outbox = Outbox(book.engine)
    conversation = told(book, replace(said("one"), repeatable=repeatable), said("two"))
    first = outbox.begin(conversation, NOON)
    assert first is not None
    outbox.doubt(first, "time-out", NOON)
    following = outbox.begin(conversation, NOON)
    assert following is not None
    assert following.text == next_text
    (doubt,) = outbox.doubts()
    assert (doubt.number, doubt.doubts, doubt.again, doubt.why) == (first.number, 1, repeatable, "time-out")


def test_what_was_being_sent_when_the_process_ended_is_in_doubt(tmp_path: Path) -> None:
    """Of every conversation; what only waited is not."""
    book = chat_book(tmp_path)
    conversations = [told(book, said("one"), address=f"chat-{number}") for number in range(3)]
    before = Outbox(book.engine)
    for each in conversations[:2]:
        before.begin(each, NOON)
    after = Outbox(book.engine)
    assert after.doubt_all(LATER) == 2
    assert [each.conversation for each in after.doubts()] == conversations[:2]
    assert sorted(after.waiting()) == sorted(conversations)


def test_a_line_that_was_settled_is_not_settled_again(tmp_path: Path) -> None:
    """A late answer of a channel does not undo what was written down since."""
    book = chat_book(tmp_path)
    outbox = Outbox(book.engine)
    conversation = told(book, said("one"))
    first = outbox.begin(conversation, NOON)
    assert first is not None
    outbox.sent(first, "remote-1", NOON)
    outbox.postpone(first, LATER, "late")
    outbox.doubt(first, "late", LATER)
    assert outbox.waiting() == []
    assert outbox.doubts() == []
