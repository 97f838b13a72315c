"""What an update of Telegram means, told from the update alone: nothing is asked for, kept or sent here."""

import re
from dataclasses import dataclass
from datetime import datetime

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatType
from telegram.helpers import effective_message_type

from bot.channels.telegram.commands import addressee, command_in, word_after
from bot.relay.messages import LONGEST_ID

# Kinds of content, the narrower before the wider: an animation is a document as well, and a venue a location.
SOUNDS = ("voice", "audio", "video_note", "video")
OTHER_KINDS = (
    "animation", "sticker", "live_photo", "paid_media", "story", "venue", "location", "poll", "dice", "game",
    "checklist", "invoice", "giveaway", "giveaway_winners", "gift", "unique_gift", "passport_data",
)  # fmt: skip
NAMES = re.compile(r"@\w+")
# The word after /forget that erases; it is the same in every language, as commands are.
SURE = "yes"
SOUND, OTHER = "sound", "other"


@dataclass(frozen=True)
class Text:
    """Something typed."""

    text: str


@dataclass(frozen=True)
class Edited:
    """A message as it reads after its writer changed it."""

    text: str


@dataclass(frozen=True)
class File:
    """A photo or a document under Telegram's id of it, with its size as Telegram says it, and the text under it."""

    remote: str
    size: int
    text: str
    album: str | None


@dataclass(frozen=True)
class Attached:
    """Something that is not taken, of the sort `sound` or `other`, and the text that came with it."""

    sort: str
    text: str
    album: str | None


@dataclass(frozen=True)
class Press:
    """A pressed button."""

    token: str


@dataclass(frozen=True)
class Start:
    """The beginning, perhaps through a link that the lender's app made."""

    token: str | None


@dataclass(frozen=True)
class Human:
    """A person is asked for."""


@dataclass(frozen=True)
class Language:
    """Another language is asked for: a named one, or whichever there are."""

    wanted: str | None


@dataclass(frozen=True)
class Forget:
    """What is held about them is to be erased; `is_sure` where they know by now what that means."""

    is_sure: bool = False


@dataclass(frozen=True)
class Export:
    """They want a copy of what was said."""


@dataclass(frozen=True)
class Phone:
    """They want to prove who they are with their phone number."""


@dataclass(frozen=True)
class Contact:
    """A phone number; `is_own` only where Telegram vouches that it is the sender's, and it was not passed on."""

    phone: str
    is_own: bool


@dataclass(frozen=True)
class Group:
    """Somebody spoke to us where others read along."""


Meaning = Text | Edited | File | Attached | Press | Start | Human | Language | Forget | Export | Phone | Contact | Group


@dataclass(frozen=True)
class Read:
    """An update that concerns us; `query` is the press that Telegram wants answered, `at` when it was said."""

    update_id: int
    chat: int
    meaning: Meaning
    language: str | None
    at: datetime | None
    query: str | None = None


def read(update: Update, name: str) -> Read | None:
    """What an update means to the bot of that user name; None where it means nothing to it."""
    if update.callback_query is not None:
        return _press(update.update_id, update.callback_query)
    message = update.message or update.edited_message
    if message is None:
        return None
    is_private = message.chat.type == ChatType.PRIVATE
    meaning = _said(message, update.edited_message is not None) if is_private else _in_group(message, name)
    if meaning is None:
        return None
    return Read(update.update_id, message.chat.id, meaning, _language(message.from_user), message.date)


def _press(update_id: int, query: CallbackQuery) -> Read | None:
    """The token of a button; one that we cannot have made is passed on as none, and explains itself as an old one."""
    if query.message is None:
        return None
    chat, data = query.message.chat, query.data or ""
    token = data if len(data) <= LONGEST_ID else ""
    meaning: Meaning = Press(token) if chat.type == ChatType.PRIVATE else Group()
    return Read(update_id, chat.id, meaning, _language(query.from_user), None, query.id)


def _said(message: Message, is_edited: bool) -> Meaning | None:
    if is_edited:
        text = message.text or message.caption
        return Edited(text) if text else None
    if message.text:
        return _command(message) or Text(message.text)
    if message.contact is not None:
        return _contact(message)
    return _attached(message)


def _command(message: Message) -> Meaning | None:
    name, word = command_in(message), word_after(message)
    if name == "language":
        return Language(word)
    if name == "forget":
        return Forget(is_sure=(word or "").casefold() == SURE)
    known: dict[str, Meaning] = {"start": Start(word), "help": Start(None), "human": Human(), "export": Export()}
    return Phone() if name == "phone" else known.get(name or "")


def _contact(message: Message) -> Contact | None:
    contact, sender = message.contact, message.from_user
    if contact is None:
        return None
    is_own = sender is not None and contact.user_id == sender.id and message.forward_origin is None
    return Contact(contact.phone_number, is_own)


def _attached(message: Message) -> File | Attached | None:
    """What came instead of words; a message without content is Telegram's own note, unless its kind is new to us."""
    for sort, kinds in ((SOUND, SOUNDS), (OTHER, OTHER_KINDS)):
        if any(message[kind] for kind in kinds):
            return Attached(sort, message.caption or "", message.media_group_id)
    # Telegram offers a photo in several sizes, the largest last.
    sent = message.photo[-1] if message.photo else message.document
    if sent is not None:
        return File(sent.file_id, sent.file_size or 0, message.caption or "", message.media_group_id)
    return Attached(OTHER, "", None) if effective_message_type(message) is None else None


def _in_group(message: Message, name: str) -> Group | None:
    """Only what is meant for us: a command, our name, or an answer to us. Groups may talk among themselves."""
    text, whose = (message.text or message.caption or "").casefold(), addressee(message)
    if whose is not None:
        return Group() if whose in ("", name.casefold()) else None
    if message.reply_to_message is not None and _is_by(message.reply_to_message, name):
        return Group()
    return Group() if f"@{name}".casefold() in NAMES.findall(text) else None


def _is_by(message: Message, name: str) -> bool:
    return message.from_user is not None and message.from_user.username == name


def _language(user: User | None) -> str | None:
    return user.language_code if user is not None else None
