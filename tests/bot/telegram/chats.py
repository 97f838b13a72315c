"""People, chats and the messages in them."""

from dataclasses import dataclass, field

from tests.bot.telegram.calls import Json
from tests.bot.telegram.refusals import Refusal, forbidden


@dataclass
class Person:
    """Somebody, or a bot."""

    id: int
    first_name: str
    username: str = ""
    language: str = ""
    is_bot: bool = False

    def json(self) -> Json:
        """The User of the documentation."""
        told: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            told["username"] = self.username
        if self.language:
            told["language_code"] = self.language
        return told


@dataclass
class Message:
    """A message as it stands now: what was told of it, who wrote it, and what only its reader sees."""

    json: Json
    ours: bool
    keyboard: Json | None = None
    content: bytes = b""

    @property
    def id(self) -> int:
        """Its number, of its chat only."""
        return int(self.json["message_id"])

    @property
    def text(self) -> str:
        """What is read, of a picture what stands under it."""
        return str(self.json.get("text", self.json.get("caption", "")))

    @property
    def buttons(self) -> dict[str, str]:
        """The data (or the address) behind each inline button, by its title."""
        rows = self.json.get("reply_markup", {}).get("inline_keyboard", [])
        return {each["text"]: each.get("callback_data") or each["url"] for row in rows for each in row}

    @property
    def kind(self) -> str:
        """What it mainly is: text, photo or document."""
        return next((kind for kind in ("photo", "document") if kind in self.json), "text")


@dataclass
class Chat:
    """A chat that the bot may know."""

    id: int
    kind: str
    title: str
    username: str = ""
    started: bool = False
    blocked: bool = False
    bot_is_admin: bool = False
    forum: bool = False
    moved_to: int = 0
    last_message: int = 0
    messages: dict[int, Message] = field(default_factory=dict)
    sent: list[Message] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    topics: dict[int, str] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        """Between one person and the bot."""
        return self.kind == "private"

    def json(self) -> Json:
        """The Chat of the documentation."""
        told: Json = {"id": self.id, "type": self.kind, "first_name" if self.private else "title": self.title}
        if self.username:
            told["username"] = self.username
        return told | ({"is_forum": True} if self.forum else {})

    def check_open(self) -> None:
        """Raises: Refusal when the bot may not write here."""
        if self.moved_to:
            upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, upgraded, migrate_to_chat_id=self.moved_to)
        if self.blocked:
            raise forbidden(
                "bot was blocked by the user" if self.private else f"bot was kicked from the {self.kind} chat"
            )
        if not self.started:
            raise forbidden("bot can't initiate conversation with a user")
