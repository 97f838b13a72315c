"""What has to be sent: written down before it is sent, and in doubt when nobody can tell whether it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, Update, exists, select, update

from bot.relay.lines import messages_of
from bot.relay.messages import Message, OfferedButton
from bot.relay.tables import CONVERSATIONS, DELIVERIES, MESSAGES

WAITING, SENDING, SENT, DOUBTFUL, REFUSED = "waiting", "sending", "sent", "doubtful", "refused"


@dataclass(frozen=True)
class Delivery:
    """A line on its way out: to which address of which channel, and for the how-manieth time (from 1)."""

    number: int
    conversation: str
    channel: str
    address: str
    text: str
    buttons: tuple[OfferedButton, ...]
    facts: Mapping[str, Any]
    reply: str | None
    tries: int


@dataclass(frozen=True)
class Due:
    """Where the next line of a conversation goes, and from when on it may."""

    channel: str
    address: str
    at: datetime


@dataclass(frozen=True)
class Doubt:
    """A line of which nobody can tell whether it arrived; `again` says whether it was sent once more."""

    number: int
    conversation: str
    doubts: int
    again: bool
    why: str


class Outbox:
    """The lines of pushed conversations, in order: one that is not settled yet holds up those after it.

    Every method is one transaction. A line that is in doubt is sent once more only where hearing it twice misleads
    nobody; any other stays as it is, to be seen by people, and those after it go on.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def waiting(self) -> Sequence[str]:
        """The conversations in which something has to be sent."""
        query = select(DELIVERIES.c.conversation).where(DELIVERIES.c.state == WAITING).distinct()
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def due(self, conversation: str) -> Due | None:
        """The next line of a conversation; None where nothing waits."""
        with self._engine.connect() as connection:
            row = connection.execute(_next(conversation)).first()
            return Due(row.channel, row.address, row.due_at) if row else None

    def begin(self, conversation: str, now: datetime) -> Delivery | None:
        """Take the next line that is due, and write down that it is being sent; None where none is."""
        with self._engine.begin() as connection:
            row = connection.execute(_next(conversation)).first()
            if row is None or row.due_at > now:
                return None
            taken = _of(row.message, WAITING).values(state=SENDING, began_at=now, tries=DELIVERIES.c.tries + 1)
            if connection.execute(taken).rowcount != 1:
                return None
            lines = connection.execute(select(MESSAGES).where(MESSAGES.c.number == row.message)).all()
            return _delivery(row, messages_of(connection, lines)[0])

    def not_begun(self, conversation: str) -> None:
        """Nothing is on its way in a conversation, whatever is written there: its lines wait as before."""
        taken = update(DELIVERIES).where(DELIVERIES.c.conversation == conversation, DELIVERIES.c.state == SENDING)
        with self._engine.begin() as connection:
            connection.execute(taken.values(state=WAITING, began_at=None, tries=DELIVERIES.c.tries - 1))

    def sent(self, delivery: Delivery, remote_id: str, at: datetime) -> None:
        """It arrived; `remote_id` is the channel's own id of it."""
        self._settle(delivery, state=SENT, remote_id=remote_id, ended_at=at)

    def postpone(self, delivery: Delivery, until: datetime, why: str) -> None:
        """Nothing left the house: it is tried again at that moment."""
        self._settle(delivery, state=WAITING, due_at=until, why=why)

    def refuse(self, delivery: Delivery, why: str, at: datetime) -> None:
        """It never will arrive."""
        self._settle(delivery, state=REFUSED, why=why, ended_at=at)

    def doubt(self, delivery: Delivery, why: str, at: datetime, pause: timedelta = timedelta(0)) -> None:
        """It may have arrived, and may not."""
        with self._engine.begin() as connection:
            for statement in _doubt(DELIVERIES.c.message == delivery.number, why, at, at + pause):
                connection.execute(statement)

    def doubt_all(self, at: datetime) -> int:
        """Whatever was being sent when the last process ended is in doubt; says how much that was."""
        with self._engine.begin() as connection:
            found = [connection.execute(each).rowcount for each in _doubt(None, "the process ended", at, at)]
        return sum(found)

    def doubts(self) -> Sequence[Doubt]:
        """Every line that ever was in doubt, in order."""
        query = select(DELIVERIES).where(DELIVERIES.c.doubts > 0).order_by(DELIVERIES.c.message)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [Doubt(row.message, row.conversation, row.doubts, row.state != DOUBTFUL, row.why or "") for row in rows]

    def _settle(self, delivery: Delivery, **values: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(_of(delivery.number, SENDING).values(**values))


def _next(conversation: str) -> Any:
    """The oldest line that waits; none while another one is being sent."""
    under_way = DELIVERIES.alias()
    being_sent = exists().where(under_way.c.conversation == conversation, under_way.c.state == SENDING)
    return (
        select(DELIVERIES, CONVERSATIONS.c.channel, CONVERSATIONS.c.address)
        .join(CONVERSATIONS, DELIVERIES.c.conversation == CONVERSATIONS.c.id)
        .where(DELIVERIES.c.conversation == conversation, DELIVERIES.c.state == WAITING, ~being_sent)
        .order_by(DELIVERIES.c.message)
        .limit(1)
    )


def _of(message: int, state: str) -> Update:
    return update(DELIVERIES).where(DELIVERIES.c.message == message, DELIVERIES.c.state == state)


def _doubt(which: Any, why: str, at: datetime, again_at: datetime) -> Sequence[Update]:
    sending = update(DELIVERIES).where(DELIVERIES.c.state == SENDING)
    if which is not None:
        sending = sending.where(which)
    doubted = {"doubts": DELIVERIES.c.doubts + 1, "why": why}
    return (
        sending.where(DELIVERIES.c.repeatable).values(**doubted, state=WAITING, due_at=again_at),
        sending.where(~DELIVERIES.c.repeatable).values(**doubted, state=DOUBTFUL, ended_at=at),
    )


def _delivery(row: Row[Any], line: Message) -> Delivery:
    return Delivery(
        number=line.number,
        conversation=line.conversation,
        channel=row.channel,
        address=row.address,
        text=line.text,
        buttons=line.buttons,
        facts=line.facts,
        reply=line.reply,
        tries=row.tries + 1,
    )
