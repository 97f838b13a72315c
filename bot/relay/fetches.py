"""What has to be fetched from a channel: written down together with the line that brought it, until it is here."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select, update

from bot.relay.lines import hold
from bot.relay.tables import CONVERSATIONS, ERASED, FETCHES, MESSAGES

WAITING, DONE, GIVEN_UP = "waiting", "done", "given up"


@dataclass(frozen=True)
class Fetch:
    """A file to be fetched for a line; `channel_id` is the channel's own id of the line, `tries` those in vain."""

    message: int
    conversation: str
    channel_id: str
    remote: str
    batch: str
    tries: int
    due_at: datetime


class Fetches:
    """The files that a channel still has, each conversation's in order. Every method is one transaction."""

    def __init__(self, engine: Engine, channel: str) -> None:
        self._engine, self._channel = engine, channel

    def waiting(self) -> Sequence[str]:
        """The channel's conversations for which something has to be fetched."""
        query = select(FETCHES.c.conversation).join(CONVERSATIONS, FETCHES.c.conversation == CONVERSATIONS.c.id)
        query = query.where(FETCHES.c.state == WAITING, CONVERSATIONS.c.channel == self._channel).distinct()
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def next(self, conversation: str) -> Fetch | None:
        """The oldest that waits; None where none does."""
        query = (
            select(FETCHES, MESSAGES.c.channel_id)
            .join(MESSAGES, FETCHES.c.message == MESSAGES.c.number)
            .where(FETCHES.c.conversation == conversation, FETCHES.c.state == WAITING)
            .order_by(FETCHES.c.message)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query.limit(1)).first()
        if row is None:
            return None
        return Fetch(row.message, conversation, row.channel_id, row.remote, row.batch, row.tries, row.due_at)

    def fetched(self, fetch: Fetch, facts: Mapping[str, Any]) -> bool:
        """It is here, and the line says so; False where the line was erased meanwhile."""
        line = update(MESSAGES).where(MESSAGES.c.number == fetch.message, MESSAGES.c.state != ERASED)
        with self._engine.begin() as connection:
            hold(connection, fetch.conversation)
            connection.execute(_of(fetch).values(state=DONE, remote=""))
            return connection.execute(line.values(facts=json.dumps(facts))).rowcount == 1

    def postpone(self, fetch: Fetch, until: datetime, why: str) -> None:
        """It cannot be had now: it is tried again at that moment."""
        self._write(fetch, due_at=until, tries=FETCHES.c.tries + 1, why=why)

    def give_up(self, fetch: Fetch, why: str) -> None:
        """It never will be here."""
        self._write(fetch, state=GIVEN_UP, remote="", why=why)

    def _write(self, fetch: Fetch, **values: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(_of(fetch).values(**values))


def _of(fetch: Fetch) -> Any:
    return update(FETCHES).where(FETCHES.c.message == fetch.message, FETCHES.c.state == WAITING)
