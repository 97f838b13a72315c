"""How lines and buttons are written and read inside a transaction: one place, whoever speaks."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bot.relay.messages import Incoming, Message, OfferedButton, Said
from bot.relay.tables import BUTTONS, CONVERSATIONS, DELIVERIES, ERASED, FETCHES, MESSAGES
from bot.voice.button import Button

BUTTONS_LAST = timedelta(days=2)


def hold(connection: Connection, conversation: str) -> Row[Any] | None:
    """Let nobody else write to a conversation until this is committed; the conversation as it is now.

    So no number appears after a higher one, which a reader who asks for what came after would miss, and nobody takes
    the conversation over between a look at its owner and a reply. It is a write, because SQLite locks for nothing less.
    """
    own = CONVERSATIONS.c.id == conversation
    connection.execute(update(CONVERSATIONS).where(own).values(channel=CONVERSATIONS.c.channel))
    return connection.execute(select(CONVERSATIONS).where(own)).first()


def write_heard(connection: Connection, incoming: Incoming, state: str, at: datetime) -> None:
    """Write down what came in, and what has to be fetched for it; raises `IntegrityError` where it came before."""
    row = {
        "conversation": incoming.conversation,
        "direction": "in",
        "channel_id": incoming.channel_id,
        "state": state,
        "text": incoming.text or title_of(connection, incoming),
        "token": incoming.token,
        "facts": json.dumps(incoming.facts) if incoming.facts else None,
        "at": at,
    }
    number = int(connection.execute(insert(MESSAGES).values(**row).returning(MESSAGES.c.number)).scalar_one())
    if incoming.remote is not None:
        wanted = {"remote": incoming.remote.id, "batch": incoming.remote.batch, "state": "waiting", "due_at": at}
        connection.execute(insert(FETCHES).values(message=number, conversation=incoming.conversation, **wanted))


def write_reply(connection: Connection, to: Row[Any], channel_id: str, said: Said, at: datetime) -> int:
    """Write down what is said to a held conversation, with its buttons and, where it is pushed, its delivery."""
    row = {
        "conversation": to.id,
        "direction": "out",
        "channel_id": channel_id,
        "state": "done",
        "text": said.text,
        "reply": said.reply,
        "facts": json.dumps(said.facts),
        "author": said.author,
        "at": at,
    }
    number = int(connection.execute(insert(MESSAGES).values(**row).returning(MESSAGES.c.number)).scalar_one())
    for button in said.buttons:
        connection.execute(insert(BUTTONS).values(**button_row(to.id, number, button, at)))
    if to.pushed:
        sending = {"message": number, "conversation": to.id, "state": "waiting", "repeatable": said.repeatable}
        connection.execute(insert(DELIVERIES).values(**sending, due_at=at))
    return number


def button_row(conversation: str, message: int | None, button: Button, at: datetime) -> dict[str, Any]:
    """A button with a token of its own."""
    return {
        "token": secrets.token_urlsafe(16),
        "conversation": conversation,
        "message": message,
        "title": button.title,
        "press": button.press,
        "given": json.dumps(dict(button.given)),
        "expires_at": at + BUTTONS_LAST,
    }


def title_of(connection: Connection, incoming: Incoming) -> str:
    """What a pressed button read, so that the conversation shows what was said."""
    query = select(BUTTONS.c.title).where(
        BUTTONS.c.token == incoming.token, BUTTONS.c.conversation == incoming.conversation
    )
    return connection.execute(query).scalar_one_or_none() or ""


def pressed(connection: Connection, conversation: str, token: str | None, now: datetime) -> Button | None:
    """What a token means in its own conversation while it lasts."""
    query = select(BUTTONS).where(
        BUTTONS.c.token == token, BUTTONS.c.conversation == conversation, BUTTONS.c.expires_at > now
    )
    row = connection.execute(query).first() if token else None
    return Button(row.title, row.press, json.loads(row.given)) if row else None


def messages_of(connection: Connection, rows: Sequence[Row[Any]]) -> Sequence[Message]:
    """Rows as lines, each with the buttons that stand under it."""
    lines = [message_of(row) for row in rows]
    buttons = _buttons(connection, [each.number for each in lines if each.direction == "out"])
    return [replace(each, buttons=buttons.get(each.number, ())) for each in lines]


def message_of(row: Row[Any]) -> Message:
    """A row as a line, without its buttons."""
    return Message(
        number=row.number,
        conversation=row.conversation,
        channel_id=row.channel_id,
        direction=row.direction,
        text=row.text,
        at=row.at,
        reply=row.reply,
        facts=facts_of(row),
        author=row.author,
        is_erased=row.state == ERASED,
    )


def facts_of(row: Row[Any]) -> Mapping[str, Any]:
    """The facts that a reply was said with."""
    found: Mapping[str, Any] = json.loads(row.facts) if row.facts else {}
    return found


def _buttons(connection: Connection, messages: Sequence[int]) -> dict[int, tuple[OfferedButton, ...]]:
    found: dict[int, tuple[OfferedButton, ...]] = {}
    query = select(BUTTONS).where(BUTTONS.c.message.in_(messages))
    for row in connection.execute(query):
        found[row.message] = (*found.get(row.message, ()), OfferedButton(row.title, row.token))
    return found
