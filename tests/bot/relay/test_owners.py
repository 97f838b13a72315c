"""Who speaks in a conversation: taken over by one, handed back by the same, never by two."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.relay.messages import Said
from bot.relay.owners import NotTheirs, Owners
from tests.bot.relay.fakes import NOON, begin, chat_book, texts


def words(text: str, author: str | None) -> Said:
    """What somebody says."""
    return Said(text, None, {}, author=author)


def test_the_bot_speaks_until_a_person_does_and_again_afterwards(tmp_path: Path) -> None:
    """Taking over what one has already is no fault."""
    book = chat_book(tmp_path)
    owners, conversation = Owners(book.engine), begin(book)
    assert owners.owner_of(conversation) is None
    assert owners.take_over(conversation, "anna", NOON)
    assert owners.take_over(conversation, "anna", NOON)
    assert not owners.take_over(conversation, "ben", NOON)
    assert owners.owner_of(conversation) == "anna"
    assert not owners.hand_back(conversation, "ben", NOON)
    assert owners.hand_back(conversation, "anna", NOON)
    assert owners.owner_of(conversation) is None


def test_of_many_at_the_same_moment_one_gets_it(tmp_path: Path) -> None:
    """Each believes to be the first."""
    book = chat_book(tmp_path)
    owners, conversation = Owners(book.engine), begin(book)
    people = [f"person-{number}" for number in range(8)]
    with ThreadPoolExecutor(len(people)) as crowd:
        got = list(crowd.map(lambda person: owners.take_over(conversation, person, NOON), people))
    assert got.count(True) == 1
    assert owners.owner_of(conversation) == people[got.index(True)]


def test_only_the_person_who_has_it_speaks_as_a_person(tmp_path: Path) -> None:
    """A notice is nobody's words, and is said whoever has it."""
    book = chat_book(tmp_path)
    owners, conversation = Owners(book.engine), begin(book)
    with pytest.raises(NotTheirs):
        owners.speak(conversation, "x1", words("me first", "anna"), NOON)
    owners.take_over(conversation, "anna", NOON)
    owners.speak(conversation, "x2", words("Anna here", "anna"), NOON)
    with pytest.raises(NotTheirs):
        owners.speak(conversation, "x3", words("me too", "ben"), NOON)
    owners.speak(conversation, "x4", words("your case has moved", None), NOON)
    lines = book.since(conversation, 0)
    assert texts(lines) == ["Anna here", "your case has moved"]
    assert [each.author for each in lines] == ["anna", None]


def test_what_nobody_asked_for_is_not_said_while_a_person_speaks(tmp_path: Path) -> None:
    """That the bot cannot read a photo is no news to somebody who shows it to a person."""
    book = chat_book(tmp_path)
    owners, conversation = Owners(book.engine), begin(book)
    assert owners.speak(conversation, "x1", words("I cannot read that", None), NOON, unasked=True)
    owners.take_over(conversation, "anna", NOON)
    assert owners.speak(conversation, "x2", words("I cannot read that", None), NOON, unasked=True) is None
    assert texts(book.since(conversation, 0)) == ["I cannot read that"]


def test_a_conversation_that_there_is_not_is_nobodys(tmp_path: Path) -> None:
    """Neither taken over nor spoken in."""
    owners = Owners(chat_book(tmp_path).engine)
    assert not owners.take_over("none", "anna", NOON)
    with pytest.raises(NotTheirs):
        owners.speak("none", "x1", words("hello?", None), NOON)
