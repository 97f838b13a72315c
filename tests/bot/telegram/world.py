"""All that the fake knows: who there is, what was said, what waits for the bot."""

import copy
import secrets
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.bot.telegram.calls import Call, Json
from tests.bot.telegram.chats import Chat, Message, Person
from tests.bot.telegram.clock import Clock
from tests.bot.telegram.faults import Faults
from tests.bot.telegram.files import Files
from tests.bot.telegram.limits import Limits
from tests.bot.telegram.refusals import bad_request
from tests.bot.telegram.updates import Updates

if TYPE_CHECKING:
    from tests.bot.telegram.webhook import Webhook

BOT_ID = 7_000_000_001


@dataclass
class Query:
    """A button that was pressed and still spins, until the bot answers it."""

    chat: int
    at: float
    text: str | None = None
    alert: bool = False

    @property
    def answered(self) -> bool:
        """Whether it has stopped spinning."""
        return self.text is not None


class World:
    """The state; whoever reads or writes it holds the lock, because tests live in another thread than the server."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.clock = Clock()
        self.token = f"{BOT_ID}:{secrets.token_urlsafe(26)}"
        self.bot = Person(BOT_ID, "Duizhang", "duizhang_test_bot", is_bot=True)
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, Person] = {}
        self.updates = Updates(self.clock)
        self.files = Files(self.clock)
        self.limits = Limits(self.clock)
        self.faults = Faults()
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.calls: list[Call] = []
        self.webhook: Webhook | None = None
        self.webhook_back_off_seconds = 1.0
        self.polls = 0
        self._last_message = 100

    def chat_of(self, call: Call) -> Chat:
        """The chat that a call is about. Raises: Refusal when the bot does not know it or may not write there."""
        asked = call.text("chat_id")
        if not asked:
            raise bad_request("chat_id is empty")
        chat = self.chats.get(int(asked)) if asked.lstrip("-").isdecimal() else None
        if chat is None:
            raise bad_request("chat not found")
        chat.check_open()
        return chat

    def keep(self, chat: Chat, sender: Person, content: Json) -> Message:
        """Put a message into a chat."""
        head: Json = {"message_id": self._number(chat), "from": sender.json(), "chat": chat.json()}
        told = {**head, "date": self.clock.date(), **{name: each for name, each in content.items() if each}}
        message = Message(told, ours=sender is self.bot)
        chat.messages[message.id] = message
        return message

    def press(self, chat: Chat) -> str:
        """The id of a new callback query."""
        query = str(secrets.randbits(62))
        self.queries[query] = Query(chat.id, self.clock.now())
        return query

    def _number(self, chat: Chat) -> int:
        """Supergroups count their own messages; all other chats of a bot share one count."""
        if chat.kind == "supergroup":
            chat.last_message += 1
            return chat.last_message
        self._last_message += 1
        return self._last_message


def as_told(value: Any) -> Any:
    """A result as it stands in an answer: a message as it is at this moment."""
    return copy.deepcopy(value.json if isinstance(value, Message) else value)
