"""Where conversations are kept. Every method is one transaction; a message is in the book before anybody acts on it."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.relay.messages import Incoming, Message, OfferedButton, Said, Turn
from bot.relay.tables import BUTTONS, CONVERSATIONS, MESSAGES
from bot.voice.button import Button

BUTTONS_LAST = timedelta(days=2)


class ChatBook:
    """Conversations, messages and buttons in the chat database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def conversation(self, channel: str, address: str, language: str | None, at: datetime) -> str:
        """The conversation with somebody on a channel, begun now where there is none yet."""
        row = {"id": secrets.token_hex(16), "channel": channel, "address": address, "language": language}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(CONVERSATIONS).values(**row, opened_at=at))
        except IntegrityError:
            return self.known(channel, address) or ""
        return str(row["id"])

    def known(self, channel: str, address: str) -> str | None:
        """The conversation with somebody on a channel, if there is one."""
        query = select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.channel == channel, CONVERSATIONS.c.address == address)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def set_language(self, conversation: str, language: str) -> None:
        """Remember the language, for what is said when the engine cannot."""
        with self._engine.begin() as connection:
            chosen = update(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation)
            connection.execute(chosen.values(language=language))

    def offer(self, conversation: str, button: Button, at: datetime) -> str:
        """A token for a button that stands in no message."""
        row = _button_row(conversation, None, button, at)
        with self._engine.begin() as connection:
            connection.execute(insert(BUTTONS).values(**row))
        return str(row["token"])

    def keep(self, incoming: Incoming, at: datetime) -> bool:
        """Keep a message until it is answered; False when the channel has sent it before."""
        row = {
            "conversation": incoming.conversation,
            "direction": "in",
            "channel_id": incoming.channel_id,
            "state": "waiting",
            "text": incoming.text,
            "token": incoming.token,
            "at": at,
        }
        try:
            with self._engine.begin() as connection:
                _hold(connection, incoming.conversation)
                row["text"] = row["text"] or _title(connection, incoming)
                connection.execute(insert(MESSAGES).values(**row))
        except IntegrityError:
            return False
        return True

    def waiting(self) -> Sequence[str]:
        """The conversations that have unanswered messages."""
        query = select(MESSAGES.c.conversation).where(MESSAGES.c.state == "waiting").distinct()
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def next_turn(self, conversation: str, now: datetime) -> Turn | None:
        """The oldest unanswered message of a conversation; a button that is not its own, or is old, means nothing."""
        query = (
            select(MESSAGES, CONVERSATIONS.c.language)
            .join(CONVERSATIONS)
            .where(MESSAGES.c.conversation == conversation, MESSAGES.c.state == "waiting")
            .order_by(MESSAGES.c.number)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query.limit(1)).first()
            if row is None:
                return None
            pressed = _pressed(connection, conversation, row.token, now)
            return Turn(row.number, conversation, row.text, pressed, row.language)

    def answer(self, turn: Turn, replies: Sequence[Said], at: datetime) -> None:
        """Keep the replies and mark the message as answered, together or not at all."""
        with self._engine.begin() as connection:
            _hold(connection, turn.conversation)
            for place, said in enumerate(replies):
                _keep_reply(connection, turn, f"{turn.number}.{place}", said, at)
            done = update(MESSAGES).where(MESSAGES.c.number == turn.number)
            connection.execute(done.values(state="done"))

    def since(self, conversation: str, number: int) -> Sequence[Message]:
        """The lines of a conversation after a number, in order."""
        query = select(MESSAGES).where(MESSAGES.c.conversation == conversation, MESSAGES.c.number > number)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(MESSAGES.c.number)).all()
            buttons = _buttons(connection, [row.number for row in rows if row.direction == "out"])
            return [_message(row, buttons.get(row.number, ())) for row in rows]

    def line(self, conversation: str, number: int) -> Message | None:
        """One line of a conversation, without its buttons; None where that number is not one of its own."""
        query = select(MESSAGES).where(MESSAGES.c.conversation == conversation, MESSAGES.c.number == number)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
            return _message(row, ()) if row else None


def _hold(connection: Connection, conversation: str) -> None:
    """Let nobody else write to a conversation until this is committed, so that no number appears after a higher one.

    A reader who asks for what came after a number would miss it. (SQLite lets only one write at a time anyway.)
    """
    query = select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.id == conversation)
    connection.execute(query.with_for_update())


def _title(connection: Connection, incoming: Incoming) -> str:
    """What a pressed button read, so that the conversation shows what was said."""
    query = select(BUTTONS.c.title).where(
        BUTTONS.c.token == incoming.token, BUTTONS.c.conversation == incoming.conversation
    )
    return connection.execute(query).scalar_one_or_none() or ""


def _pressed(connection: Connection, conversation: str, token: str | None, now: datetime) -> Button | None:
    query = select(BUTTONS).where(
        BUTTONS.c.token == token, BUTTONS.c.conversation == conversation, BUTTONS.c.expires_at > now
    )
    row = connection.execute(query).first() if token else None
    return Button(row.title, row.press, json.loads(row.given)) if row else None


def _keep_reply(connection: Connection, turn: Turn, channel_id: str, said: Said, at: datetime) -> None:
    row = {
        "conversation": turn.conversation,
        "direction": "out",
        "channel_id": channel_id,
        "state": "done",
        "text": said.text,
        "reply": said.reply,
        "facts": json.dumps(said.facts),
        "at": at,
    }
    number = connection.execute(insert(MESSAGES).values(**row).returning(MESSAGES.c.number)).scalar_one()
    for button in said.buttons:
        connection.execute(insert(BUTTONS).values(**_button_row(turn.conversation, number, button, at)))


def _button_row(conversation: str, message: int | None, button: Button, at: datetime) -> dict[str, Any]:
    return {
        "token": secrets.token_urlsafe(16),
        "conversation": conversation,
        "message": message,
        "title": button.title,
        "press": button.press,
        "given": json.dumps(dict(button.given)),
        "expires_at": at + BUTTONS_LAST,
    }


def _buttons(connection: Connection, messages: Sequence[int]) -> dict[int, tuple[OfferedButton, ...]]:
    found: dict[int, tuple[OfferedButton, ...]] = {}
    query = select(BUTTONS).where(BUTTONS.c.message.in_(messages))
    for row in connection.execute(query):
        found[row.message] = (*found.get(row.message, ()), OfferedButton(row.title, row.token))
    return found


def _message(row: Row[Any], buttons: tuple[OfferedButton, ...]) -> Message:
    facts = json.loads(row.facts) if row.facts else {}
    return Message(
        number=row.number,
        conversation=row.conversation,
        channel_id=row.channel_id,
        direction=row.direction,
        text=row.text,
        at=row.at,
        buttons=buttons,
        reply=row.reply,
        facts=facts,
    )
