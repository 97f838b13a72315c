"""What the relay holds of a conversation, handed out and erased.

Erased is what was said: texts, facts, the tokens and titles of buttons. The rows stay, so that numbers and order do not
change and a message that a channel brings once more is still recognised. Cases and the lender's books are not ours.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, exists, func, literal, select, update

from bot.relay.book import OWED, WAITING
from bot.relay.lines import facts_of, hold
from bot.relay.outbox import SENDING
from bot.relay.outbox import WAITING as UNSENT
from bot.relay.tables import BUTTONS, CONVERSATIONS, DELIVERIES, ERASED, FETCHES, MESSAGES

# So many lines are erased in one transaction: nobody has to wait long for it.
BATCH = 500
UNANSWERED, UNSETTLED = (WAITING, OWED), (UNSENT, SENDING)
# An answer is kept under the number of its question; see `ChatBook.answer`.
ANSWER = re.compile(r"([0-9]{1,18})\.[0-9a-f]{8}")
# What an address becomes that is not needed any more; it is no address of any channel.
GONE = "gone "


@dataclass(frozen=True)
class Wish:
    """A conversation that is to be forgotten up to a line."""

    conversation: str
    last: int


class Forgetting:
    """Every method is one transaction, and does no harm a second time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def export(self, conversation: str, before: int | None = None) -> str:
        """What was said, one line of JSON each: `{"at", "who", "text"}`; with `before` only the lines before it.

        `who` is `borrower`, `assistant` or `person`; `at` is ISO 8601 in UTC. A line that brought files has `files`,
        each with its `kind` and its `size` in bytes.
        """
        query = select(MESSAGES).where(MESSAGES.c.conversation == conversation, MESSAGES.c.state != ERASED)
        if before is not None:
            query = query.where(MESSAGES.c.number < before)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(MESSAGES.c.number)).all()
        return "".join(f"{json.dumps(_told(row), ensure_ascii=False)}\n" for row in rows)

    def forget(self, conversation: str) -> bool:
        """Erase what was said until now, with the answers to it; False where that has to wait.

        It waits until everything is answered and sent; `finish` does it then.
        """
        last = select(func.max(MESSAGES.c.number)).where(MESSAGES.c.conversation == conversation).scalar_subquery()
        some = func.coalesce(last, 0)
        own = update(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation)
        with self._engine.begin() as connection:
            hold(connection, conversation)
            connection.execute(own.values(forget_to=some))
            return _forget(connection, conversation) is not None

    def finish(self) -> Sequence[Wish]:
        """Erase what had to wait, where it need not any more: the wishes that are fulfilled here and not `done`.

        Of those nothing waits in the whole conversation, so that the engine may forget it as well.
        """
        query = select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.forget_to.is_not(None))
        with self._engine.connect() as connection:
            asked = connection.execute(query).scalars().all()
        return [wish for wish in map(self._finish, asked) if wish is not None]

    def done(self, wish: Wish) -> None:
        """It is fulfilled everywhere; one that was made anew meanwhile stands."""
        theirs = CONVERSATIONS.c.id == wish.conversation, CONVERSATIONS.c.forget_to == wish.last
        with self._engine.begin() as connection:
            connection.execute(update(CONVERSATIONS).where(*theirs).values(forget_to=None))

    def expire(self, before: datetime, most: int = BATCH) -> int:
        """Erase up to so many lines from before a moment, the oldest first; says how many there were.

        What is unanswered or unsent stays.
        """
        old = MESSAGES.c.at < before, MESSAGES.c.state != ERASED, MESSAGES.c.state.not_in(UNANSWERED), ~_is_unsent()
        query = select(MESSAGES.c.number).where(*old).order_by(MESSAGES.c.number).limit(most)
        with self._engine.begin() as connection:
            found = connection.execute(query).scalars().all()
            _erase(connection, found)
        return len(found)

    def let_go(self, before: datetime, is_needed: Callable[[str], bool]) -> int:
        """Erase the addresses where nothing was said since a moment and nothing is left; says how many there were.

        Whoever writes from such an address again begins a new conversation; of the old one the engine has to be told,
        by `finish`. `is_needed` says whether somebody still has to answer there.
        """
        left = exists().where(MESSAGES.c.conversation == CONVERSATIONS.c.id, MESSAGES.c.state != ERASED)
        recent = exists().where(MESSAGES.c.conversation == CONVERSATIONS.c.id, MESSAGES.c.at >= before)
        idle = CONVERSATIONS.c.opened_at < before, CONVERSATIONS.c.owner.is_(None), ~left, ~recent
        query = select(CONVERSATIONS.c.id).where(*idle, CONVERSATIONS.c.address.not_like(f"{GONE}%"))
        with self._engine.connect() as connection:
            found = connection.execute(query).scalars().all()
        free = [each for each in found if not is_needed(each)]
        gone = {
            "address": literal(GONE).concat(CONVERSATIONS.c.id),
            "pushed": False,
            "forget_to": func.coalesce(CONVERSATIONS.c.forget_to, 0),
        }
        with self._engine.begin() as connection:
            for each in free:
                connection.execute(update(CONVERSATIONS).where(CONVERSATIONS.c.id == each, *idle).values(**gone))
        return len(free)

    def _finish(self, conversation: str) -> Wish | None:
        with self._engine.begin() as connection:
            hold(connection, conversation)
            last = _forget(connection, conversation)
            waits = select(MESSAGES.c.number).where(
                MESSAGES.c.conversation == conversation, MESSAGES.c.state.in_(UNANSWERED)
            )
            if last is None or connection.execute(waits.limit(1)).first() is not None:
                return None
            return Wish(conversation, last)


def _told(row: Row[Any]) -> dict[str, Any]:
    who = "borrower" if row.direction == "in" else "person" if row.author else "assistant"
    told = {"at": row.at.isoformat(), "who": who, "text": row.text}
    files = facts_of(row).get("files") if row.direction == "in" else None
    return {**told, "files": [{name: each.get(name) for name in ("kind", "size")} for each in files]} if files else told


def _forget(connection: Connection, conversation: str) -> int | None:
    """Erase what is to be forgotten of a held conversation: all up to the line it answers with, or nothing (None)."""
    own = CONVERSATIONS.c.id == conversation
    last: int | None = connection.execute(select(CONVERSATIONS.c.forget_to).where(own)).scalar_one_or_none()
    if last is None:
        return None
    lines = [row for row in connection.execute(_lines(conversation)) if _belongs(row, last)]
    if any(row.state in UNANSWERED or row.sending in UNSETTLED for row in lines):
        return None
    numbers = [row.number for row in lines if row.state != ERASED]
    for first in range(0, len(numbers), BATCH):
        _erase(connection, numbers[first : first + BATCH])
    return last


def _lines(conversation: str) -> Any:
    line = MESSAGES.c.number, MESSAGES.c.direction, MESSAGES.c.channel_id, MESSAGES.c.state
    joined = MESSAGES.outerjoin(DELIVERIES, DELIVERIES.c.message == MESSAGES.c.number)
    query = select(*line, DELIVERIES.c.state.label("sending")).select_from(joined)
    return query.where(MESSAGES.c.conversation == conversation)


def _belongs(row: Row[Any], last: int) -> bool:
    """Whether a line is one up to the last, or the answer to such a one."""
    answered = ANSWER.fullmatch(row.channel_id) if row.direction == "out" else None
    return row.number <= last or (answered is not None and int(answered[1]) <= last)


def _erase(connection: Connection, numbers: Sequence[int]) -> None:
    """Empty these lines, and take their buttons away; one that was pressed stays until the press is answered.

    What still had to be fetched for them is not fetched any more.
    """
    which = MESSAGES.c.number.in_(numbers)
    under_way = select(MESSAGES.c.token).where(MESSAGES.c.state.in_(UNANSWERED), MESSAGES.c.token.is_not(None))
    for theirs in _buttons_of(connection, numbers):
        connection.execute(delete(BUTTONS).where(theirs, BUTTONS.c.token.not_in(under_way)))
    connection.execute(delete(FETCHES).where(FETCHES.c.message.in_(numbers)))
    connection.execute(update(MESSAGES).where(which).values(text="", facts=None, token=None, state=ERASED))


def _buttons_of(connection: Connection, numbers: Sequence[int]) -> Iterator[ColumnElement[bool]]:
    """The buttons under these lines, and those that these lines pressed: some stand under none."""
    pressed = select(MESSAGES.c.token).where(MESSAGES.c.number.in_(numbers), MESSAGES.c.token.is_not(None))
    tokens = connection.execute(pressed).scalars().all()
    yield BUTTONS.c.message.in_(numbers)
    yield BUTTONS.c.token.in_(tokens)


def _is_unsent() -> ColumnElement[bool]:
    return exists().where(DELIVERIES.c.message == MESSAGES.c.number, DELIVERIES.c.state.in_(UNSETTLED))
