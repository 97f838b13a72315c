"""The relay: takes what channels bring, has it answered one at a time per conversation, and tells who listens."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol

import structlog
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.relay.book import ChatBook
from bot.relay.engine import Engine, TurnFailed
from bot.relay.messages import LONGEST_ID, Incoming, Message, Said, Turn
from bot.relay.owners import Owners
from bot.relay.text import cleaned
from bot.relay.workers import Workers
from bot.voice.button import Button
from servicing.logs.context import about

TRIES = 2
# A borrower hears something within half a minute, whatever is wrong with the engine.
ANSWER_WITHIN_SECONDS = 28.0
# Between two tries: about what a process takes that is started again.
PAUSE_SECONDS = 5.0
# Between two looks whether an engine that was away is back.
LOOK_SECONDS = 5.0
log = structlog.get_logger()


class Apology(Protocol):
    """What is said, and done, when the engine cannot answer."""

    def __call__(self, turn: Turn) -> Said:
        """The words, after whatever had to be put on record."""
        ...


def nobody(_: str) -> None:
    """Nobody has to be told that something was said in a conversation."""


def no_matter(_: str, __: datetime) -> None:
    """Nobody has to be told that somebody wrote in a conversation."""


class Relay:
    """Answers the lines of each conversation one after the other, until none waits.

    `said` is told of each conversation in which something was said, `heard` of each new line that came in; `was_cut`
    has the words for somebody whose text was too long. Where the
    engine cannot answer, the borrower is told so, and answered once it is back, unless a person speaks there by then.
    """

    def __init__(
        self,
        book: ChatBook,
        engine: Engine,
        apologise: Apology,
        clock: Callable[[], datetime],
        pause_seconds: float = PAUSE_SECONDS,
        within_seconds: float = ANSWER_WITHIN_SECONDS,
        look_seconds: float = LOOK_SECONDS,
        said: Callable[[str], None] = nobody,
        heard: Callable[[str, datetime], None] = no_matter,
        was_cut: Callable[[str], Said] | None = None,
    ) -> None:
        self.book, self._engine, self._apologise, self._clock = book, engine, apologise, clock
        self._pause_seconds, self._within_seconds, self._look_seconds = pause_seconds, within_seconds, look_seconds
        self._said, self._heard, self._was_cut = said, heard, was_cut
        self._lookout: asyncio.Task[None] | None = None
        self._was_away = False
        self._owners = Owners(book.engine)
        self._workers = Workers(self._answer_all)
        self._news: dict[str, set[asyncio.Event]] = {}

    async def take(self, incoming: Incoming) -> bool:
        """Keep a message, then see to its answer; False when it had been taken before."""
        about(incoming.conversation, incoming.channel_id, incoming.text)
        is_new = await asyncio.to_thread(self._keep, incoming)
        self._tell(incoming.conversation)
        self._workers.see_to(incoming.conversation)
        return is_new

    def _keep(self, incoming: Incoming) -> bool:
        """Made safe first; what is heard is told before anybody answers it."""
        now, clean = self._clock(), cleaned(incoming.text)
        is_new = self.book.keep(replace(incoming, text=clean.text), now)
        if is_new:
            self._heard(incoming.conversation, now)
        if is_new and clean.was_cut and self._was_cut is not None:
            slot = f"cut-{incoming.channel_id}"[:LONGEST_ID]
            self._owners.speak(incoming.conversation, slot, self._was_cut(clean.text), now, unasked=True)
        return is_new

    async def press(self, conversation: str, button: Button, channel_id: str | None = None) -> None:
        """Press a button that no message shows: a channel's own greeting, or its switch of language.

        Under a channel's own id a second time is recognised.
        """
        token = await asyncio.to_thread(self.book.offer, conversation, button, self._clock())
        await self.take(Incoming(conversation, channel_id or token, token=token))

    async def speak(self, conversation: str, channel_id: str, said: Said, *, unasked: bool = False) -> bool:
        """Say what is no answer of the engine's, as `Owners.speak` does; False when that id was said before."""
        speak = partial(self._owners.speak, unasked=unasked)
        try:
            await asyncio.to_thread(speak, conversation, channel_id, said, self._clock())
        except IntegrityError:
            return False
        finally:
            self._tell(conversation)
        return True

    async def give_up(self, incoming: Incoming, language: str | None) -> None:
        """Keep what cannot be answered for a fault of our own, have a case opened for it, and say so."""
        await self.take(replace(incoming, quiet=True))
        turn = Turn(0, incoming.conversation, incoming.text, None, language, incoming.channel_id)
        said = await asyncio.to_thread(self._apologise, turn)
        await self.speak(incoming.conversation, f"sorry-{incoming.channel_id}"[:LONGEST_ID], said, unasked=True)

    async def resume(self) -> None:
        """Answer what was left unanswered when the last process ended."""
        for find in (self.book.owed, self.book.waiting):
            for conversation in await asyncio.to_thread(find):
                self._workers.see_to(conversation)

    async def settled(self, conversation: str) -> None:
        """Wait until a conversation has nothing left to answer; who gives up waiting does not stop the answering."""
        await self._workers.settled(conversation)

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

    async def _answer_all(self, conversation: str) -> None:
        try:
            await self._answer_each(conversation)
        except SQLAlchemyError:
            # What was said last may be in the book all the same, and somebody has to send it.
            self._tell(conversation)
            raise

    async def _answer_each(self, conversation: str) -> None:
        while (turn := await self._next(conversation)) is not None:
            about(turn.conversation, turn.number, turn.text)
            replies = await self._replies(turn)
            if replies is None:
                await self._owe(turn)
            else:
                await asyncio.to_thread(self.book.answer, turn, replies, self._clock())
            self._tell(conversation)

    async def _next(self, conversation: str) -> Turn | None:
        """What waits; what is owed as well, and first, once the engine is back, also before the lookout has seen it."""
        is_back = self._lookout is None
        turn = await asyncio.to_thread(self.book.next_turn, conversation, self._clock(), owed=is_back)
        if turn is None or not self._was_away or not await self._is_ready():
            return turn
        return await asyncio.to_thread(self.book.next_turn, conversation, self._clock(), owed=True)

    async def _replies(self, turn: Turn) -> list[Said] | None:
        """The engine's replies; None where it gives none in time, or is known to be away.

        Waited for then, it might come back and answer what was said later before what it owes.
        """
        if self._was_away and not turn.is_owed and not await self._is_ready():
            return None
        try:
            async with asyncio.timeout(self._within_seconds):
                return await self._asked(turn)
        except (TurnFailed, TimeoutError) as failure:
            log.warning("turn given up", conversation=turn.conversation, why=str(failure) or "no answer in time")
        return None

    async def _owe(self, turn: Turn) -> None:
        """Say that the answer comes later, once, and look out for the engine."""
        apology = [] if turn.is_owed else [await asyncio.to_thread(self._apologise, turn)]
        await asyncio.to_thread(self.book.owe, turn, apology, self._clock())
        if self._lookout is None:
            self._lookout = asyncio.create_task(self._look_out())
            await self._is_ready()

    async def _is_ready(self) -> bool:
        """Whether the engine would answer now; that it would not is remembered until what it owes is given."""
        is_ready = await self._engine.is_ready()
        self._was_away |= not is_ready and self._lookout is not None
        return is_ready

    async def _look_out(self) -> None:
        """Until the engine is there again; then what is owed is answered."""
        await asyncio.sleep(self._look_seconds)
        while not await self._is_ready():
            await asyncio.sleep(self._look_seconds)
        # Before it is looked up what is owed: what comes to be owed from now on begins a lookout of its own.
        self._lookout, self._was_away = None, False
        try:
            owed = await asyncio.to_thread(self.book.owed)
        except SQLAlchemyError:
            self._lookout = self._lookout or asyncio.create_task(self._look_out())
            return
        for conversation in owed:
            self._workers.see_to(conversation)

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
        self._said(conversation)
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
