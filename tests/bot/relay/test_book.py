"""The book: what was said stays said, once, in order; a button means something only to whom it was offered."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.relay.book import ChatBook
from bot.relay.lines import BUTTONS_LAST
from bot.relay.messages import Incoming, Turn
from bot.voice.button import Button
from tests.bot.relay.fakes import BILL, NOON, begin, chat_book, said, texts, typed


@pytest.fixture
def book(tmp_path: Path) -> ChatBook:
    """A book with nothing in it."""
    return chat_book(tmp_path)


def _next(book: ChatBook, conversation: str) -> Turn:
    turn = book.next_turn(conversation, NOON)
    assert turn is not None
    return turn


def _offered(book: ChatBook, conversation: str) -> str:
    """The token of a button in a reply that was kept."""
    book.keep(typed(conversation, 0), NOON)
    book.answer(_next(book, conversation), [said("look", BILL)], NOON)
    return book.since(conversation, 0)[-1].buttons[0].token


def test_an_address_has_one_conversation(book: ChatBook) -> None:
    """Somebody who comes back goes on where they were."""
    assert begin(book, "a") == begin(book, "a")
    assert begin(book, "a") != begin(book, "b")
    assert book.known("test", "a") == begin(book, "a")
    assert book.known("other", "a") is None


def test_a_repeated_id_is_kept_once(book: ChatBook) -> None:
    """A channel sends again when it is in doubt."""
    conversation = begin(book)
    assert book.keep(typed(conversation, 1), NOON) is True
    assert book.keep(typed(conversation, 1), NOON) is False
    assert texts(book.since(conversation, 0), "in") == ["line 1"]


def test_two_conversations_may_use_the_same_id(book: ChatBook) -> None:
    """An id is the channel's, and says nothing about anybody else."""
    for conversation in (begin(book, "a"), begin(book, "b")):
        assert book.keep(typed(conversation, 1), NOON) is True


def test_turns_come_in_the_order_of_the_lines(book: ChatBook) -> None:
    """An answer belongs to what was said before it."""
    conversation = begin(book)
    for number in (1, 2):
        book.keep(typed(conversation, number), NOON)
    first = _next(book, conversation)
    book.answer(first, [said("one"), said("two")], NOON)
    second = _next(book, conversation)
    assert [first.text, second.text] == ["line 1", "line 2"]
    book.answer(second, [], NOON)
    assert book.next_turn(conversation, NOON) is None
    assert texts(book.since(conversation, 0)) == ["one", "two"]


def test_a_line_comes_back_as_it_was_kept(book: ChatBook) -> None:
    """The page knows its own line by its id; a test knows a reply by its name and facts."""
    conversation = begin(book)
    book.keep(typed(conversation, 1), NOON)
    book.answer(_next(book, conversation), [said("one", BILL)], NOON)
    own, reply = book.since(conversation, 0)
    assert (own.channel_id, own.direction, own.at) == ("id-1", "in", NOON)
    assert (reply.reply, reply.facts, reply.buttons[0].title) == ("some_reply", {"n": 1}, "Show my bill")
    assert book.since(conversation, own.number) == [reply]


def test_a_pressed_button_reads_as_its_title_and_means_its_intent(book: ChatBook) -> None:
    """The conversation shows what was said, the engine is told what was meant."""
    conversation = begin(book)
    token = _offered(book, conversation)
    book.keep(Incoming(conversation, "p", token=token), NOON)
    turn = _next(book, conversation)
    assert (turn.text, turn.pressed) == ("Show my bill", BILL)


def test_a_button_of_another_conversation_means_nothing(book: ChatBook) -> None:
    """A token that leaks lets nobody speak with another's buttons, or read their titles."""
    token = _offered(book, begin(book, "a"))
    stranger = begin(book, "b")
    book.keep(Incoming(stranger, "p", token=token), NOON)
    turn = _next(book, stranger)
    assert (turn.text, turn.pressed) == ("", None)


def test_an_old_button_is_only_its_title(book: ChatBook) -> None:
    """What it meant may no longer hold; its words are understood like any others."""
    conversation = begin(book)
    book.keep(Incoming(conversation, "p", token=_offered(book, conversation)), NOON)
    turn = book.next_turn(conversation, NOON + BUTTONS_LAST + timedelta(seconds=1))
    assert turn is not None
    assert (turn.text, turn.pressed) == ("Show my bill", None)


def test_a_button_that_nobody_sees_says_nothing(book: ChatBook) -> None:
    """A greeting and a switch of language are pressed by the channel itself."""
    conversation = begin(book)
    token = book.offer(conversation, Button("", "start", {"language": "en"}), NOON)
    book.keep(Incoming(conversation, token, token=token), NOON)
    assert texts(book.since(conversation, 0), "in") == [""]
    assert _next(book, conversation).pressed == Button("", "start", {"language": "en"})


def test_the_book_knows_who_waits(book: ChatBook) -> None:
    """What was left unanswered is found again after a restart."""
    first, second = begin(book, "a"), begin(book, "b")
    for conversation in (first, second):
        book.keep(typed(conversation, 1), NOON)
    book.answer(_next(book, first), [], NOON)
    assert book.waiting() == [second]


def test_a_language_that_is_set_travels_with_the_next_turn(book: ChatBook) -> None:
    """It is needed where the engine cannot say anything."""
    conversation = begin(book)
    book.keep(typed(conversation, 1), NOON)
    book.set_language(conversation, "zh")
    assert _next(book, conversation).language == "zh"


def test_a_line_is_found_by_its_number_in_its_own_conversation_only(book: ChatBook) -> None:
    """A number that is guessed leads to nobody else's words."""
    mine, other = begin(book, "a"), begin(book, "b")
    book.keep(typed(mine, 1), NOON)
    (line,) = book.since(mine, 0)
    assert book.line(mine, line.number) == line
    assert book.line(other, line.number) is None
    assert book.line(mine, line.number + 1) is None


def test_the_latest_lines_come_last_one_first(tmp_path: Path) -> None:
    """However long the conversation is."""
    book = chat_book(tmp_path)
    conversation = begin(book)
    for number in range(5):
        book.keep(typed(conversation, number), NOON)
    assert [each.text for each in book.lately(conversation, 2)] == ["line 4", "line 3"]
