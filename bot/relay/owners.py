"""Who speaks in a conversation: the bot, or one person who has taken it over. Whoever is slower is told so."""

from datetime import datetime

from sqlalchemy import Engine, select, update

from bot.relay.lines import hold, write_reply
from bot.relay.messages import Said
from bot.relay.tables import CONVERSATIONS


class NotTheirs(Exception):
    """Somebody else speaks in the conversation by now."""


class Owners:
    """Takes conversations over and hands them back; every step holds the conversation, as an answer of the bot does."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def owner_of(self, conversation: str) -> str | None:
        """The person who speaks in it; None for the bot."""
        query = select(CONVERSATIONS.c.owner).where(CONVERSATIONS.c.id == conversation)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def take_over(self, conversation: str, person: str, at: datetime) -> bool:
        """From the bot, to a person; False where a person has it already, and it is not they."""
        return self._pass_on(conversation, (None, person), person, at)

    def hand_back(self, conversation: str, person: str, at: datetime) -> bool:
        """From that person, to the bot; False where it is not theirs."""
        return self._pass_on(conversation, (person,), None, at)

    def speak(
        self, conversation: str, channel_id: str, said: Said, at: datetime, *, unasked: bool = False
    ) -> int | None:
        """Say something that is no answer of the engine's: a person's words, or a notice; the number of the line.

        A notice that is `unasked` is not said while a person speaks: None. Raises `NotTheirs` for the words of somebody
        who does not have the conversation.
        """
        with self._engine.begin() as connection:
            held = hold(connection, conversation)
            if held is None or (said.author is not None and said.author != held.owner):
                raise NotTheirs(conversation)
            if unasked and held.owner is not None:
                return None
            return write_reply(connection, held, channel_id, said, at)

    def _pass_on(self, conversation: str, before: tuple[str | None, ...], after: str | None, at: datetime) -> bool:
        with self._engine.begin() as connection:
            held = hold(connection, conversation)
            if held is None or held.owner not in before:
                return False
            if held.owner != after:
                own = update(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation)
                connection.execute(own.values(owner=after, owner_since=at if after else None))
        return True
