"""What people do in their messenger: write, press buttons, block the bot."""

import copy
import re
from dataclasses import dataclass

from tests.bot.telegram.calls import Json
from tests.bot.telegram.chats import Chat, Message, Person
from tests.bot.telegram.formatted import units
from tests.bot.telegram.sending import LONGEST_TEXT
from tests.bot.telegram.world import World

COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@\w+)?")
FIRST_GROUP = 4_000_000_000


@dataclass(frozen=True)
class Done:
    """What somebody did, as the bot gets to know of it; update 0 when it does not, because it did not ask to."""

    update: int
    message: int = 0
    query: str = ""


class Hooks:
    """People and groups; a chat is named by its number, and a person's private chat has the person's number."""

    def __init__(self, world: World) -> None:
        self.world = world

    def says(self, chat: int, text: str, sender: int = 0) -> Done:
        """Somebody writes; a private chat begins with its first message."""
        assert 0 < units(text) <= LONGEST_TEXT, "a messenger sends nothing empty, and splits what is longer than 4096"
        return self.sends(chat, sender, text=text, entities=_commands(text))

    def starts(self, chat: int, payload: str = "") -> Done:
        """Somebody follows a link to the bot and presses its start button."""
        assert re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload), "no link can carry this"
        return self.says(chat, f"/start {payload}".strip())

    def edits(self, chat: int, message: int, text: str) -> Done:
        """Somebody corrects what they wrote."""
        with self.world.lock:
            told = self.world.chats[chat].messages[message].json
            told |= {"text": text, "entities": _commands(text), "edit_date": self.world.clock.date()}
            return Done(self._tell("edited_message", told, chat), message)

    def presses(self, chat: int, button: str, message: int = 0, sender: int = 0, too_old: bool = False) -> Done:
        """Somebody presses the button of this title, the latest there is unless the message is named.

        too_old: Telegram does not show the message any more, as after 48 hours.
        """
        with self.world.lock:
            there = self.world.chats[chat].messages
            shown = [there[message]] if message else list(there.values())
            having = [each for each in shown if button in each.buttons]
            assert having, f"no button {button!r}; there are {[title for each in shown for title in each.buttons]}"
            return self._press(chat, having[-1], having[-1].buttons[button], sender, too_old)

    def forges_press(self, chat: int, data: str, message: int, sender: int = 0) -> Done:
        """Somebody with a messenger of their own sends data that no button has."""
        with self.world.lock:
            return self._press(chat, self.world.chats[chat].messages[message], data, sender, False)

    def blocks(self, chat: int, blocked: bool = True) -> Done:
        """Somebody stops the bot, or starts it again; a group throws it out, or takes it in."""
        with self.world.lock:
            where, bot = self.world.chats[chat], self.world.bot.json()
            where.blocked = blocked
            states = [{"user": bot, "status": "member"}, {"user": bot, "status": "kicked", "until_date": 0}]
            change = {"old_chat_member": states[not blocked], "new_chat_member": states[blocked]}
            head = {"chat": where.json(), "from": self._sender(where, 0).json(), "date": self.world.clock.date()}
            return Done(self._tell("my_chat_member", {**head, **change}, chat))

    def group(self, title: str, kind: str = "supergroup", forum: bool = False, bot_is_admin: bool = False) -> int:
        """A group that the bot is in, by its number. Kinds: group, supergroup, channel."""
        with self.world.lock:
            number = -(FIRST_GROUP + len(self.world.chats))
            number -= 0 if kind == "group" else 1_000_000_000_000
            self.world.chats[number] = Chat(
                number, kind, title, started=True, forum=forum, bot_is_admin=bot_is_admin or kind == "channel"
            )
            return number

    def becomes_supergroup(self, group: int) -> int:
        """The group moves; its new number. Whoever writes to the old one is told."""
        new = self.group(self.world.chats[group].title)
        with self.world.lock:
            self.world.chats[group].moved_to = new
        return new

    def sends(self, chat: int, sender: int = 0, **content: object) -> Done:
        """Somebody sends anything: the fields of the message besides its number, place, writer and date."""
        with self.world.lock:
            where = self._chat(chat)
            person = self._sender(where, sender)
            message = self.world.keep(where, person, dict(content))
            assert self._sees(where, message), "in a group the bot sees commands, its name and answers to it only"
            if where.kind == "channel":
                del message.json["from"]
            kind = "channel_post" if where.kind == "channel" else "message"
            return Done(self._tell(kind, message.json, chat), message.id)

    def person(self, number: int, first_name: str = "", language: str = "") -> Person:
        """Somebody, made when first spoken of."""
        known = self.world.people.setdefault(number, Person(number, f"Person {number}"))
        known.first_name, known.language = first_name or known.first_name, language or known.language
        return known

    def _chat(self, number: int) -> Chat:
        if number < 0:
            return self.world.chats[number]
        chat = self.world.chats.setdefault(number, Chat(number, "private", self.person(number).first_name))
        chat.started, chat.blocked = True, False
        return chat

    def _sender(self, chat: Chat, number: int) -> Person:
        """Who does it; whoever does it in a group is known to the bot, but has not spoken to it."""
        sender = self.person(number or abs(chat.id))
        if not chat.private:
            self.world.chats.setdefault(sender.id, Chat(sender.id, "private", sender.first_name))
        return sender

    def _sees(self, chat: Chat, message: Message) -> bool:
        answered = message.json.get("reply_to_message", {}).get("from", {}).get("id") == self.world.bot.id
        text = message.text
        named = bool(COMMAND.match(text)) or f"@{self.world.bot.username}" in text
        return chat.private or chat.bot_is_admin or named or answered

    def _press(self, chat: int, message: Message, data: str, sender: int, too_old: bool) -> Done:
        where = self.world.chats[chat]
        query = self.world.press(where)
        shown = {"chat": where.json(), "message_id": message.id, "date": 0} if too_old else message.json
        told = {"id": query, "from": self._sender(where, sender).json(), "message": shown, "data": data}
        return Done(self._tell("callback_query", told | {"chat_instance": str(chat)}, chat), message.id, query)

    def _tell(self, kind: str, content: Json, chat: int) -> int:
        return self.world.updates.add(kind, copy.deepcopy(content), chat)


def _commands(text: str) -> list[Json]:
    """Where commands stand, as messengers mark them."""
    return [
        {"type": "bot_command", "offset": units(text[: each.start()]), "length": units(each.group())}
        for each in COMMAND.finditer(text)
    ]
