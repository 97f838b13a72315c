"""What is held of a conversation is handed out and erased; numbers, ids and order stay. On both databases."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, select

from bot.relay import forgetting
from bot.relay.book import ChatBook
from bot.relay.forgetting import GONE, Forgetting
from bot.relay.messages import Incoming, Said, Turn
from bot.relay.outbox import Outbox
from bot.relay.owners import Owners
from bot.relay.tables import BUTTONS, CONVERSATIONS, MESSAGES, METADATA
from bot.serving import MIGRATIONS
from servicing.database import open_engine
from servicing.store import upgrade
from tests.bot.relay.fakes import BILL, NOON, begin, said, typed

DAY = timedelta(days=1)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A chat database that the migrations made."""
    is_file = request.param == "sqlite"
    address = f"sqlite:///{tmp_path / 'chat.db'}" if is_file else request.getfixturevalue("postgres")
    found = open_engine(address, durable=is_file)
    upgrade(found, MIGRATIONS)
    yield found
    found.dispose()


class House:
    """A book, and what is done in it."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.book, self.outbox, self.forgetting = (
            engine,
            ChatBook(engine),
            Outbox(engine),
            Forgetting(engine),
        )

    def asks(self, conversation: str, number: int, days: int = 0) -> Turn:
        """Somebody writes; the turn is not answered yet."""
        self.book.keep(typed(conversation, number), NOON + days * DAY)
        turn = self.book.next_turn(conversation, NOON, owed=True)
        assert turn is not None
        return turn

    def talks(self, conversation: str, number: int, days: int = 0) -> None:
        """A line and its answer, which carries a button and facts."""
        turn = self.asks(conversation, number, days)
        assert self.book.answer(turn, [said(f"answer {number}", BILL)], NOON + days * DAY)

    def sends(self, conversation: str) -> None:
        """Everything that waits arrives."""
        while (delivery := self.outbox.begin(conversation, NOON + 1000 * DAY)) is not None:
            self.outbox.sent(delivery, "r", NOON)

    def texts(self, conversation: str) -> list[str]:
        """What can be read of it, line by line."""
        return [line.text for line in self.book.since(conversation, 0)]

    def everything(self) -> str:
        """All that stands in the tables."""
        with self.engine.connect() as connection:
            return "".join(str(row) for table in METADATA.sorted_tables for row in connection.execute(select(table)))


@pytest.fixture
def house(engine: Engine) -> House:
    """On either database."""
    return House(engine)


def test_every_line_is_handed_out_with_its_time_and_who_said_it(house: House) -> None:
    """The borrower, the assistant, and a person; up to the line that carries the file."""
    conversation = begin(house.book)
    house.book.keep(Incoming(conversation, "id-1", text='还款"没到账'), NOON)
    turn = house.book.next_turn(conversation, NOON)
    assert turn is not None
    house.book.answer(turn, [said("I look")], NOON)
    owners = Owners(house.engine)
    owners.take_over(conversation, "mei", NOON)
    owners.speak(conversation, "p1", Said("I am Mei", None, {}, author="mei"), NOON + DAY)
    owners.speak(conversation, "p2", Said("here is your file", "some_export", {}), NOON + DAY)
    last = house.book.since(conversation, 0)[-1].number
    at, later = NOON.isoformat(), (NOON + DAY).isoformat()
    assert [json.loads(line) for line in house.forgetting.export(conversation, last).splitlines()] == [
        {"at": at, "who": "borrower", "text": '还款"没到账'},
        {"at": at, "who": "assistant", "text": "I look"},
        {"at": later, "who": "person", "text": "I am Mei"},
    ]
    assert len(house.forgetting.export(conversation).splitlines()) == 4


def test_what_was_said_is_gone_and_the_lines_stay(house: House) -> None:
    """Numbers, ids, names and order; another's conversation is not touched."""
    conversation, other = begin(house.book), begin(house.book, "b")
    for each in (conversation, other):
        house.talks(each, 1)
    before = house.book.since(conversation, 0)
    assert house.forgetting.forget(conversation)
    after = house.book.since(conversation, 0)
    assert [(each.number, each.channel_id, each.reply) for each in after] == [
        (each.number, each.channel_id, each.reply) for each in before
    ]
    assert {(each.text, each.is_erased, each.buttons, str(each.facts)) for each in after} == {("", True, (), "{}")}
    assert house.forgetting.export(conversation) == ""
    assert house.texts(other) == ["line 1", "answer 1"]
    house.forgetting.forget(other)
    assert not any(word in house.everything() for word in ("line 1", "answer 1", BILL.title, "N1"))


def test_a_line_that_comes_again_is_still_recognised(house: House) -> None:
    """Forgotten words must not come back because a channel repeats itself."""
    conversation = begin(house.book)
    house.talks(conversation, 1)
    house.forgetting.forget(conversation)
    assert not house.book.keep(typed(conversation, 1), NOON)
    assert house.book.keep(typed(conversation, 2), NOON)
    assert house.texts(conversation) == ["", "", "line 2"]


def test_a_pressed_button_is_gone_with_the_press(house: House) -> None:
    """One that stands in no message, too, and the token of it."""
    conversation = begin(house.book)
    token = house.book.offer(conversation, BILL, NOON)
    house.book.keep(Incoming(conversation, "id-1", token=token), NOON)
    turn = house.book.next_turn(conversation, NOON)
    assert turn is not None
    house.book.answer(turn, [said("here")], NOON)
    house.forgetting.forget(conversation)
    assert token not in house.everything()


@pytest.mark.parametrize("owed", [False, True])
def test_a_line_that_waits_for_its_answer_is_answered_first(house: House, owed: bool) -> None:
    """Then it goes with its answer; what is said after the wish stays."""
    conversation = begin(house.book)
    house.talks(conversation, 1)
    first = house.asks(conversation, 2)
    if owed:
        house.book.owe(first, [said("sorry")], NOON)
    assert not house.forgetting.forget(conversation)
    assert house.forgetting.finish() == []
    assert house.texts(conversation)[:3] == ["line 1", "answer 1", "line 2"]
    house.book.keep(typed(conversation, 3), NOON)
    turn = house.book.next_turn(conversation, NOON, owed=True)
    assert turn is not None
    assert turn.text == "line 2"
    house.book.answer(turn, [said("answer 2")], NOON)
    # The engine's record must not go while the engine may be asked again: line 3 waits.
    assert house.forgetting.finish() == []
    assert [text for text in house.texts(conversation) if text] == ["line 3"]
    turn = house.book.next_turn(conversation, NOON)
    assert turn is not None
    house.book.answer(turn, [said("answer 3")], NOON)
    (wish,) = house.forgetting.finish()
    assert wish.conversation == conversation
    house.forgetting.done(wish)
    assert house.forgetting.finish() == []
    assert [text for text in house.texts(conversation) if text] == ["line 3", "answer 3"]


def test_a_button_that_was_pressed_means_what_it_meant_until_it_is_answered(house: House) -> None:
    """Also where the line that it stands under is old enough to be erased."""
    conversation = begin(house.book)
    house.talks(conversation, 1)
    token = house.book.since(conversation, 0)[-1].buttons[0].token
    house.book.keep(Incoming(conversation, "id-2", token=token), NOON + DAY)
    assert house.forgetting.expire(NOON + DAY / 2) == 2
    turn = house.book.next_turn(conversation, NOON + DAY)
    assert turn is not None
    assert turn.pressed == BILL
    house.book.answer(turn, [said("here")], NOON + DAY)
    house.forgetting.expire(NOON + 2 * DAY)
    assert token not in house.everything()


def test_what_is_not_sent_yet_keeps_its_words(house: House) -> None:
    """While it waits, while it is being sent, and while it waits for another try."""
    conversation = house.book.conversation("test", "a", "en", NOON, pushed=True)
    house.talks(conversation, 1)
    assert not house.forgetting.forget(conversation)
    delivery = house.outbox.begin(conversation, NOON)
    assert delivery is not None
    assert house.forgetting.finish() == []
    house.outbox.postpone(delivery, NOON, "429")
    # What came in may go by its age; what waits to be sent may not.
    assert house.forgetting.expire(NOON + DAY) == 1
    again = house.outbox.begin(conversation, NOON)
    assert again is not None
    assert (again.text, len(again.buttons)) == ("answer 1", 1)
    house.outbox.sent(again, "r1", NOON)
    assert [each.conversation for each in house.forgetting.finish()] == [conversation]
    assert house.texts(conversation) == ["", ""]


def test_a_send_that_was_refused_holds_nothing_up(house: House) -> None:
    """It never will arrive."""
    conversation = house.book.conversation("test", "a", "en", NOON, pushed=True)
    house.talks(conversation, 1)
    delivery = house.outbox.begin(conversation, NOON)
    assert delivery is not None
    house.outbox.refuse(delivery, "blocked", NOON)
    assert house.forgetting.forget(conversation)


def test_nothing_is_erased_where_it_cannot_be_erased_whole(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """One transaction, also where there are several batches of lines; afterwards it is done again."""
    conversation = begin(house.book)
    for number in range(3):
        house.talks(conversation, number)
    monkeypatch.setattr("bot.relay.forgetting.BATCH", 2)
    erase, calls = forgetting._erase, list[object]()

    def breaks_off(connection: Connection, numbers: Sequence[int]) -> None:
        calls.append(numbers)
        if len(calls) == 2:
            raise ConnectionError("away")
        erase(connection, numbers)

    monkeypatch.setattr("bot.relay.forgetting._erase", breaks_off)
    with pytest.raises(ConnectionError):
        house.forgetting.forget(conversation)
    assert "" not in house.texts(conversation)
    assert house.forgetting.forget(conversation)
    assert set(house.texts(conversation)) == {""}


def test_the_old_is_erased_in_small_batches_the_oldest_first(house: House) -> None:
    """What is younger, unanswered or unsent stays, whichever conversation it is of."""
    first, second = begin(house.book), begin(house.book, "b")
    house.talks(first, 1)
    house.talks(second, 1, days=1)
    house.talks(first, 2, days=2)
    house.asks(second, 2, days=2)
    house.talks(first, 3, days=4)
    before = NOON + 3 * DAY
    assert [house.forgetting.expire(before, most=4) for _ in range(3)] == [4, 2, 0]
    assert house.texts(first) == ["", "", "", "", "line 3", "answer 3"]
    assert house.texts(second) == ["", "", "line 2"]


def test_an_address_goes_with_the_last_word_and_stays_where_it_is_needed(house: House) -> None:
    """A person may still have to answer there; whoever comes back begins anew."""
    gone, needed, owned, recent = (begin(house.book, each) for each in "abcd")
    for each in (gone, needed, owned):
        house.talks(each, 1)
    house.talks(recent, 1, days=5)
    Owners(house.engine).take_over(owned, "mei", NOON)
    before = NOON + 3 * DAY
    assert house.forgetting.let_go(before, lambda _: False) == 0
    house.forgetting.expire(before)
    assert house.forgetting.let_go(before, lambda each: each == needed) == 1
    assert house.forgetting.let_go(before, lambda each: each == needed) == 0
    known = [house.book.known("test", each) for each in "abcd"]
    assert known == [None, needed, owned, recent]
    with house.engine.connect() as connection:
        query = select(CONVERSATIONS.c.address, CONVERSATIONS.c.pushed).where(CONVERSATIONS.c.id == gone)
        assert tuple(connection.execute(query).one()) == (f"{GONE}{gone}", False)
    assert begin(house.book, "a") != gone
    assert [each.conversation for each in house.forgetting.finish()] == [gone]


def test_a_wish_and_lines_at_the_same_moment_lose_nothing(house: House) -> None:
    """What is written meanwhile is answered, or gone because it was answered before; never half of it."""
    conversation = begin(house.book)

    def writes(number: int) -> None:
        house.book.keep(typed(conversation, number), NOON)

    with ThreadPoolExecutor(4) as crowd:
        writing = [crowd.submit(writes, number) for number in range(20)]
        wishes = [crowd.submit(house.forgetting.forget, conversation) for _ in range(3)]
        for written in writing:
            written.result()
        for wish in wishes:
            wish.result()
    answered = 0
    while (turn := house.book.next_turn(conversation, NOON)) is not None:
        assert turn.text
        house.book.answer(turn, [said("answer")], NOON)
        answered += 1
    assert answered == 20
    house.forgetting.forget(conversation)
    with house.engine.connect() as connection:
        assert set(connection.execute(select(MESSAGES.c.text)).scalars()) == {""}
        assert connection.execute(select(BUTTONS)).all() == []


def test_a_wish_without_anything_said_is_done(house: House) -> None:
    """The engine is told all the same."""
    conversation = begin(house.book)
    assert house.forgetting.forget(conversation)
    assert [each.conversation for each in house.forgetting.finish()] == [conversation]


def test_a_wish_that_was_made_again_meanwhile_is_not_done(house: House) -> None:
    """What was said in between is to go as well."""
    conversation = begin(house.book)
    house.talks(conversation, 1)
    house.forgetting.forget(conversation)
    (wish,) = house.forgetting.finish()
    house.talks(conversation, 2)
    house.forgetting.forget(conversation)
    house.forgetting.done(wish)
    assert len(house.forgetting.finish()) == 1
