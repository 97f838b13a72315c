"""The relay: takes what channels bring, has it answered one at a time per conversation, and tells who listens."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.relay.book import ChatBook
from bot.relay.engine import Engine, TurnFailed
from bot.relay.messages import Incoming, Message, Said, Turn
from bot.voice.button import Button

TRIES = 2
# A borrower hears something within half a minute, whatever is wrong with the engine.
ANSWER_WITHIN_SECONDS = 28.0
# Between two tries: about what a process takes that is started again.
PAUSE_SECONDS = 5.0
DATABASE_PAUSE_SECONDS = 1.0
log = structlog.get_logger()


class Apology(Protocol):
    """What is said, and done, when the engine cannot answer."""

    def __call__(self, turn: Turn) -> Said:
        """The words, after whatever had to be put on record."""
        ...


class Relay:
    """One worker a conversation, started when it has something to answer and gone when it has not."""

    def __init__(
        self,
        book: ChatBook,
        engine: Engine,
        apologise: Apology,
        clock: Callable[[], datetime],
        pause_seconds: float = PAUSE_SECONDS,
        within_seconds: float = ANSWER_WITHIN_SECONDS,
    ) -> None:
        self.book, self._engine, self._apologise, self._clock = book, engine, apologise, clock
        self._pause_seconds, self._within_seconds = pause_seconds, within_seconds
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._wanted: set[str] = set()
        self._news: dict[str, set[asyncio.Event]] = {}

    async def take(self, incoming: Incoming) -> bool:
        """Keep a message, then see to its answer; False when it had been taken before."""
        is_new = await asyncio.to_thread(self.book.keep, incoming, self._clock())
        self._tell(incoming.conversation)
        self._see_to(incoming.conversation)
        return is_new

    async def press(self, conversation: str, button: Button) -> None:
        """Press a button that no message shows: a channel's own greeting, or its switch of language."""
        token = await asyncio.to_thread(self.book.offer, conversation, button, self._clock())
        await self.take(Incoming(conversation, channel_id=token, token=token))

    async def resume(self) -> None:
        """Answer what was left unanswered when the last process ended."""
        for conversation in await asyncio.to_thread(self.book.waiting):
            self._see_to(conversation)

    async def settled(self, conversation: str) -> None:
        """Wait until a conversation has nothing left to answer; who gives up waiting does not stop the answering."""
        worker = self._workers.get(conversation)
        if worker is not None:
            await asyncio.wait([worker])

    async def follow(self, conversation: str, number: int, patience: float) -> AsyncIterator[Message | None]:
        """The lines after a number, then each new one as it comes; None for every `patience` seconds without any."""
        news = asyncio.Event()
        self._news.setdefault(conversation, set()).add(news)
        try:
            while True:
                news.clear()
                for message in await asyncio.to_thread(self.book.since, conversation, number):
                    number = message.number
                    yield message
                if not await _within(news, patience):
                    yield None
        finally:
            self._forget(conversation, news)

    def _see_to(self, conversation: str) -> None:
        self._wanted.add(conversation)
        if conversation not in self._workers:
            self._workers[conversation] = asyncio.create_task(self._work(conversation))

    async def _work(self, conversation: str) -> None:
        """Answer until nothing waits; between finding nothing and leaving there is no pause for more to come in."""
        try:
            while conversation in self._wanted:
                self._wanted.discard(conversation)
                await self._answer_what_it_can(conversation)
        finally:
            # Whatever happened, the next message gets a worker.
            del self._workers[conversation]

    async def _answer_what_it_can(self, conversation: str) -> None:
        try:
            await self._answer_all(conversation)
        except SQLAlchemyError as failure:
            log.error("chat database away", conversation=conversation, why=str(failure).partition("\n")[0])
            await asyncio.sleep(DATABASE_PAUSE_SECONDS)
            self._wanted.add(conversation)

    async def _answer_all(self, conversation: str) -> None:
        while (turn := await asyncio.to_thread(self.book.next_turn, conversation, self._clock())) is not None:
            replies = await self._replies(turn)
            await asyncio.to_thread(self.book.answer, turn, replies, self._clock())
            self._tell(conversation)

    async def _replies(self, turn: Turn) -> list[Said]:
        try:
            async with asyncio.timeout(self._within_seconds):
                return await self._asked(turn)
        except (TurnFailed, TimeoutError) as failure:
            log.warning("turn given up", conversation=turn.conversation, why=str(failure) or "no answer in time")
        return [await asyncio.to_thread(self._apologise, turn)]

    async def _asked(self, turn: Turn) -> list[Said]:
        """The engine's replies, at the second try if need be; raises `TurnFailed`."""
        for attempt in range(1, TRIES):
            try:
                return list(await self._engine.ask(turn))
            except TurnFailed as failure:
                log.warning("turn failed", conversation=turn.conversation, attempt=attempt, why=str(failure))
                await asyncio.sleep(self._pause_seconds)
        return list(await self._engine.ask(turn))

    def _tell(self, conversation: str) -> None:
        for news in self._news.get(conversation, ()):
            news.set()

    def _forget(self, conversation: str, news: asyncio.Event) -> None:
        listening = self._news.get(conversation, set())
        listening.discard(news)
        if not listening:
            self._news.pop(conversation, None)


async def _within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
