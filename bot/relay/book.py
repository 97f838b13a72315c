"""Where conversations are kept. Every method is one transaction; a message is in the book before anybody acts on it."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.relay.lines import button_row, hold, message_of, messages_of, pressed, write_heard, write_reply
from bot.relay.messages import Incoming, Message, Said, Turn
from bot.relay.tables import BUTTONS, CONVERSATIONS, MESSAGES
from bot.voice.button import Button

# What waits for its first answer; and what was apologised for, and is answered once the engine is back.
WAITING, OWED = "waiting", "owed"
# What was answered; and what was said while a person spoke in the conversation.
DONE, LEFT = "done", "left"
# After so many tries in vain it is the engine's fault no more: the case that was opened is with a person.
MOST_TRIES = 3


class ChatBook:
    """Conversations, messages and buttons in the chat database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def conversation(
        self, channel: str, address: str, language: str | None, at: datetime, *, pushed: bool = False
    ) -> str:
        """The conversation with somebody on a channel, begun now where there is none yet.

        What is said in a `pushed` one is sent by the outbox; any other is read by whoever follows it.
        """
        row = {"id": secrets.token_hex(16), "channel": channel, "address": address, "language": language}
        try:
            with self.engine.begin() as connection:
                connection.execute(insert(CONVERSATIONS).values(**row, pushed=pushed, opened_at=at))
        except IntegrityError:
            return self.known(channel, address) or ""
        return str(row["id"])

    def known(self, channel: str, address: str) -> str | None:
        """The conversation with somebody on a channel, if there is one."""
        query = select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.channel == channel, CONVERSATIONS.c.address == address)
        with self.engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def set_language(self, conversation: str, language: str) -> None:
        """Remember the language, for what is said when the engine cannot."""
        with self.engine.begin() as connection:
            chosen = update(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation)
            connection.execute(chosen.values(language=language))

    def language_of(self, conversation: str) -> str | None:
        """The language that was chosen, or that the borrower's app has."""
        query = select(CONVERSATIONS.c.language).where(CONVERSATIONS.c.id == conversation)
        with self.engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def is_wordless(self, conversation: str) -> bool:
        """Whether nobody has typed or pressed anything that shows a language."""
        query = select(MESSAGES.c.number).where(
            MESSAGES.c.conversation == conversation, MESSAGES.c.direction == "in", MESSAGES.c.text != ""
        )
        with self.engine.connect() as connection:
            return connection.execute(query.limit(1)).first() is None

    def offer(self, conversation: str, button: Button, at: datetime) -> str:
        """A token for a button that stands in no message."""
        row = button_row(conversation, None, button, at)
        with self.engine.begin() as connection:
            connection.execute(insert(BUTTONS).values(**row))
        return str(row["token"])

    def keep(self, incoming: Incoming, at: datetime) -> bool:
        """Keep a message until it is answered, or as it is where it is quiet; False when it came before."""
        try:
            with self.engine.begin() as connection:
                hold(connection, incoming.conversation)
                write_heard(connection, incoming, DONE if incoming.quiet else WAITING, at)
        except IntegrityError:
            return False
        return True

    def waiting(self) -> Sequence[str]:
        """The conversations that have unanswered messages."""
        return self._in_state(WAITING)

    def owed(self) -> Sequence[str]:
        """The conversations in which an answer was promised for later."""
        return self._in_state(OWED)

    def next_turn(self, conversation: str, now: datetime, *, owed: bool = False) -> Turn | None:
        """The oldest unanswered message of a conversation; a button that is not its own, or is old, means nothing.

        With `owed` also of those that were promised an answer. While a person speaks there is none: what was said
        meanwhile is theirs to answer.
        """
        states = (WAITING, OWED) if owed else (WAITING,)
        with self.engine.connect() as connection:
            row = _oldest(connection, conversation, states)
            if row is None or row.owner is None:
                return _turn(connection, row, now) if row else None
        self._leave(conversation)
        return None

    def answer(self, turn: Turn, replies: Sequence[Said], at: datetime) -> bool:
        """Keep the replies and mark the message as answered, together or not at all.

        False where a person has taken the conversation over meanwhile: then nothing is said, and it is theirs.
        """
        return self._close(turn, replies, DONE, at)

    def owe(self, turn: Turn, apology: Sequence[Said], at: datetime) -> bool:
        """Keep what is said instead of an answer; the answer is owed, unless it was tried too often. As `answer`."""
        return self._close(turn, apology, OWED, at)

    def _close(self, turn: Turn, replies: Sequence[Said], state: str, at: datetime) -> bool:
        with self.engine.begin() as connection:
            conversation = hold(connection, turn.conversation)
            if conversation is None or conversation.owner is not None:
                _mark(connection, turn, LEFT)
                return False
            for said in replies:
                write_reply(connection, conversation, f"{turn.number}.{secrets.token_hex(4)}", said, at)
            _mark(connection, turn, state)
        return True

    def _leave(self, conversation: str) -> None:
        unanswered = update(MESSAGES).where(
            MESSAGES.c.conversation == conversation, MESSAGES.c.state.in_((WAITING, OWED))
        )
        with self.engine.begin() as connection:
            held = hold(connection, conversation)
            if held is not None and held.owner is not None:
                connection.execute(unanswered.values(state=LEFT))

    def _in_state(self, state: str) -> Sequence[str]:
        query = select(MESSAGES.c.conversation).where(MESSAGES.c.state == state).distinct()
        with self.engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def since(self, conversation: str, number: int) -> Sequence[Message]:
        """The lines of a conversation after a number, in order."""
        query = select(MESSAGES).where(MESSAGES.c.conversation == conversation, MESSAGES.c.number > number)
        with self.engine.connect() as connection:
            return messages_of(connection, connection.execute(query.order_by(MESSAGES.c.number)).all())

    def lately(self, conversation: str, most: int) -> Sequence[Message]:
        """The latest lines of a conversation, without their buttons, the last one first."""
        query = select(MESSAGES).where(MESSAGES.c.conversation == conversation)
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(MESSAGES.c.number.desc()).limit(most)).all()
        return [message_of(row) for row in rows]

    def under(self, conversation: str, direction: str, channel_id: str) -> Message | None:
        """The line of a conversation under the channel's own id, without its buttons; None where there is none."""
        query = select(MESSAGES).where(
            MESSAGES.c.conversation == conversation,
            MESSAGES.c.direction == direction,
            MESSAGES.c.channel_id == channel_id,
        )
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
            return message_of(row) if row else None

    def last_said(self, conversation: str, replies: Collection[str]) -> Message | None:
        """The latest of the replies of these names, without its buttons; None where none was given."""
        query = select(MESSAGES).where(
            MESSAGES.c.conversation == conversation, MESSAGES.c.direction == "out", MESSAGES.c.reply.in_(replies)
        )
        with self.engine.connect() as connection:
            row = connection.execute(query.order_by(MESSAGES.c.number.desc()).limit(1)).first()
            return message_of(row) if row else None

    def was_typed(self, conversation: str, text: str) -> bool:
        """Whether that very text came in before."""
        query = select(MESSAGES.c.number).where(
            MESSAGES.c.conversation == conversation, MESSAGES.c.direction == "in", MESSAGES.c.text == text
        )
        with self.engine.connect() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def line(self, conversation: str, number: int) -> Message | None:
        """One line of a conversation, without its buttons; None where that number is not one of its own."""
        query = select(MESSAGES).where(MESSAGES.c.conversation == conversation, MESSAGES.c.number == number)
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
            return message_of(row) if row else None


def _oldest(connection: Connection, conversation: str, states: Sequence[str]) -> Row[Any] | None:
    query = (
        select(MESSAGES, CONVERSATIONS.c.language, CONVERSATIONS.c.owner)
        .join(CONVERSATIONS)
        .where(MESSAGES.c.conversation == conversation, MESSAGES.c.state.in_(states))
        .order_by(MESSAGES.c.number)
    )
    return connection.execute(query.limit(1)).first()


def _turn(connection: Connection, row: Row[Any], now: datetime) -> Turn:
    button = pressed(connection, row.conversation, row.token, now)
    return Turn(
        number=row.number,
        conversation=row.conversation,
        text=row.text,
        pressed=button,
        language=row.language,
        channel_id=row.channel_id,
        is_owed=row.state == OWED,
    )


def _mark(connection: Connection, turn: Turn, state: str) -> None:
    message = MESSAGES.c.number == turn.number
    connection.execute(update(MESSAGES).where(message).values(state=state))
    if state == OWED:
        connection.execute(update(MESSAGES).where(message).values(tries=MESSAGES.c.tries + 1))
        tried_out = update(MESSAGES).where(message, MESSAGES.c.tries >= MOST_TRIES)
        connection.execute(tried_out.values(state=DONE))
