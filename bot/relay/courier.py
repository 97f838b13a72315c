"""The courier: sends what is in the outbox, one line at a time per conversation, so that a slow chat stops no other."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.relay.outbox import Delivery, Outbox
from bot.relay.workers import DATABASE_PAUSE_SECONDS, Workers

# After a fault that says nothing about when to try again: longer each time, up to a few minutes.
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 240.0
log = structlog.get_logger()


class NotSent(Exception):
    """Nothing left the house; it is tried again after `seconds`, or after a growing pause."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class Doubtful(Exception):
    """It may have arrived."""


class Refused(Exception):
    """It never will arrive: the chat is gone, or does not want us."""


class Sender(Protocol):
    """The way out of a channel."""

    async def turn(self, address: str) -> None:
        """Wait until the channel takes another line for that address: what only waits for that is in no doubt."""
        ...

    async def send(self, delivery: Delivery) -> str:
        """The channel's own id of what was sent; raises `NotSent`, `Doubtful` or `Refused`."""
        ...


class Courier:
    """Sends the lines of each conversation in order, until all are settled."""

    def __init__(self, outbox: Outbox, clock: Callable[[], datetime]) -> None:
        self.outbox, self._clock = outbox, clock
        self._senders: Mapping[str, Sender] = {}
        self._workers = Workers(self._send_all)
        self._sending: set[asyncio.Task[None]] = set()
        self._is_stopping = False

    def serve(self, senders: Mapping[str, Sender]) -> None:
        """Send through these from now on, by the names of their channels."""
        self._senders = senders

    async def resume(self) -> None:
        """Put in doubt what was being sent when the last process ended, and send what waits."""
        doubtful = await asyncio.to_thread(self.outbox.doubt_all, self._clock())
        if doubtful:
            log.warning("sends in doubt", count=doubtful, why="the process ended while they were sent")
        for conversation in await asyncio.to_thread(self.outbox.waiting):
            self.see_to(conversation)

    def see_to(self, conversation: str) -> None:
        """Something may have to be sent there."""
        self._workers.see_to(conversation)

    async def settled(self, conversation: str) -> None:
        """Wait until nothing is left to send there."""
        await self._workers.settled(conversation)

    async def stop(self) -> None:
        """Let what is being sent be sent, and begin nothing more."""
        self._is_stopping = True
        await self._workers.stop()
        await asyncio.gather(*self._sending, return_exceptions=True)

    async def _send_all(self, conversation: str) -> None:
        while (due := await asyncio.to_thread(self.outbox.due, conversation)) is not None:
            wait = (due.at - self._clock()).total_seconds()
            if wait > 0:
                await asyncio.sleep(wait)
            if due.channel in self._senders:
                await self._senders[due.channel].turn(due.address)
            delivery = await self._begin(conversation)
            if delivery is not None:
                await self._carry_out(delivery)

    async def _begin(self, conversation: str) -> Delivery | None:
        """The next line, marked as being sent; what the database may have marked as it went away is marked no more."""
        try:
            return await asyncio.to_thread(self.outbox.begin, conversation, self._clock())
        except SQLAlchemyError:
            await self._note(self.outbox.not_begun, conversation)
            raise

    async def _carry_out(self, delivery: Delivery) -> None:
        """Once begun a send is carried to its end, also where the bot stops: half a send is what leaves doubt."""
        sending = asyncio.create_task(self._send(delivery))
        self._sending.add(sending)
        sending.add_done_callback(self._sending.discard)
        await asyncio.shield(sending)

    async def _send(self, delivery: Delivery) -> None:
        try:
            remote_id = await self._sender_of(delivery).send(delivery)
        except NotSent as fault:
            await self._postpone(delivery, fault)
        except Refused as fault:
            await self._refuse(delivery, str(fault))
        except Doubtful as fault:
            await self._doubt(delivery, str(fault))
        except Exception as fault:
            # A fault of a sender's own leaves the same doubt, and must not end the worker.
            await self._doubt(delivery, repr(fault))
        else:
            await self._note(self.outbox.sent, delivery, remote_id, self._clock())

    async def _postpone(self, delivery: Delivery, fault: NotSent) -> None:
        pause = timedelta(seconds=fault.seconds if fault.seconds is not None else _pause(delivery.tries))
        _told(delivery).warning("not sent", why=str(fault), again_in=pause.total_seconds())
        await self._note(self.outbox.postpone, delivery, self._clock() + pause, str(fault))

    async def _refuse(self, delivery: Delivery, why: str) -> None:
        _told(delivery).error("send refused", why=why)
        await self._note(self.outbox.refuse, delivery, why, self._clock())

    async def _doubt(self, delivery: Delivery, why: str) -> None:
        pause = timedelta(seconds=_pause(delivery.tries))
        _told(delivery).warning("send in doubt", why=why)
        await self._note(self.outbox.doubt, delivery, why, self._clock(), pause)

    async def _note(self, write: Callable[..., None], *told: Any) -> None:
        """Write it down, however long the database is away: a line that seems to be on its way holds up all after it.

        Not where the bot stops: then the next process finds the line in doubt.
        """
        while True:
            try:
                return await asyncio.to_thread(write, *told)
            except SQLAlchemyError as failure:
                log.error("outbox away", why=str(failure).partition("\n")[0])
                if self._is_stopping:
                    raise
                await asyncio.sleep(DATABASE_PAUSE_SECONDS)

    def _sender_of(self, delivery: Delivery) -> Sender:
        if delivery.channel not in self._senders:
            raise NotSent(f"the channel {delivery.channel} is not there", LONGEST_PAUSE_SECONDS)
        return self._senders[delivery.channel]


def _told(delivery: Delivery) -> Any:
    return log.bind(conversation=delivery.conversation, line=delivery.number)


def _pause(tries: int) -> float:
    return float(min(FIRST_PAUSE_SECONDS * 2 ** min(tries - 1, 10), LONGEST_PAUSE_SECONDS))
