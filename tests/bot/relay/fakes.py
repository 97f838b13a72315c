"""Small parts that play the engine, the apology and the clock."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.relay.book import ChatBook
from bot.relay.engine import Engine, TurnFailed
from bot.relay.messages import Incoming, Message, Said, Turn
from bot.relay.relay import Apology, Relay
from bot.relay.tables import METADATA
from bot.voice.button import Button
from tests.new_store import new_store

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
BILL = Button("Show my bill", "ask_bill", {"loan": "N1"})

Answer = Sequence[Said] | TurnFailed


def said(text: str, *buttons: Button) -> Said:
    """A reply of the engine."""
    return Said(text, "some_reply", {"n": 1}, buttons)


class FakeEngine:
    """Answers from a list, then repeats what it hears; remembers what it was asked, and how many asked at once."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = list(answers)
        self.asked: list[Turn] = []
        self.at_work: dict[str, int] = {}
        self.most_at_once: dict[str, int] = {}
        self.most_conversations = 0

    async def ask(self, turn: Turn) -> Sequence[Said]:
        """The next answer of the list."""
        self.asked.append(turn)
        with _Working(self, turn.conversation):
            await asyncio.sleep(0.01)
        answer = self._answers.pop(0) if self._answers else [said(f"heard {turn.text or turn.pressed}")]
        if isinstance(answer, TurnFailed):
            raise answer
        return answer

    async def is_ready(self) -> bool:
        """It always is."""
        return True


class _Working:
    def __init__(self, engine: FakeEngine, conversation: str) -> None:
        self._engine, self._conversation = engine, conversation

    def __enter__(self) -> None:
        engine, name = self._engine, self._conversation
        engine.at_work[name] = engine.at_work.get(name, 0) + 1
        engine.most_at_once[name] = max(engine.most_at_once.get(name, 0), engine.at_work[name])
        engine.most_conversations = max(engine.most_conversations, sum(map(bool, engine.at_work.values())))

    def __exit__(self, *_: object) -> None:
        self._engine.at_work[self._conversation] -= 1


def sorry(turn: Turn) -> Said:
    """An apology that needs no database."""
    return Said(f"sorry about {turn.text}", "engine_away", {})


def clock() -> datetime:
    """It is always noon."""
    return NOON


def chat_book(folder: Path, kind: type[ChatBook] = ChatBook) -> ChatBook:
    """A book on the disk, as the bot has it; its tables are those of the migrations, which another test holds."""
    return kind(new_store(folder / "chat.db", METADATA))


def relay(folder: Path, engine: Engine, apologise: Apology = sorry) -> Relay:
    """A relay over a book in the folder."""
    return Relay(chat_book(folder), engine, apologise, clock, pause_seconds=0)


def begin(book: ChatBook, address: str = "a") -> str:
    """A conversation."""
    return book.conversation("test", address, "en", NOON)


def typed(conversation: str, number: int) -> Incoming:
    """The nth line that somebody types."""
    return Incoming(conversation, f"id-{number}", text=f"line {number}")


def texts(lines: Sequence[Message], direction: str = "out") -> list[str]:
    """What the lines of one direction say."""
    return [line.text for line in lines if line.direction == direction]


@asynccontextmanager
async def following(relay: Relay, conversation: str) -> AsyncIterator[list[Message]]:
    """The lines as a channel hears them meanwhile."""
    heard: list[Message] = []

    async def listen() -> None:
        async for message in relay.follow(conversation, 0, patience=1.0):
            if message:
                heard.append(message)

    task = asyncio.create_task(listen())
    try:
        yield heard
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
