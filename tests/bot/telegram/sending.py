"""Methods that write into a chat."""

import io
from collections.abc import Callable

from PIL import Image, UnidentifiedImageError

from tests.bot.telegram.calls import Call, Json
from tests.bot.telegram.chats import Chat, Message
from tests.bot.telegram.files import File
from tests.bot.telegram.formatted import Formatted, trimmed, units
from tests.bot.telegram.html import parse_html
from tests.bot.telegram.keyboards import NO_OBJECT, check_markup
from tests.bot.telegram.refusals import Refusal, bad_request
from tests.bot.telegram.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LARGEST_PHOTO_BYTES = 10 * 1024 * 1024
LARGEST_SIDES = 10_000
ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
    *("upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"),
}


def send_message(world: World, call: Call) -> Message:
    """A text."""
    text = read_text(call, "text")
    return _send(world, call, {"text": text.text, "entities": text.entities})


def send_photo(world: World, call: Call) -> Message:
    """A picture, with a caption or without."""
    caption = _caption(call)

    def photo() -> tuple[Json, bytes]:
        file, (width, height) = _photo(world, call)
        sizes = [file.json() | {"width": width, "height": height}]
        return {"photo": sizes, **caption}, file.content

    return _send(world, call, photo)


def send_document(world: World, call: Call) -> Message:
    """A file, with a caption or without."""
    caption = _caption(call)

    def document() -> tuple[Json, bytes]:
        file, name, mime = _document(world, call)
        return {"document": file.json() | {"file_name": name, "mime_type": mime}, **caption}, file.content

    return _send(world, call, document)


def send_chat_action(world: World, call: Call) -> bool:
    """Show that the bot is at work."""
    action = call.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.chat_of(call).actions.append(action)
    return True


def read_text(call: Call, name: str) -> Formatted:
    """The text of a message as its reader sees it, 1 to 4096 UTF-16 units. Raises: Refusal."""
    text = _formatted(call, name)
    if not text.text:
        raise bad_request("message text is empty")
    if units(text.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return text


def _formatted(call: Call, name: str) -> Formatted:
    mode = call.text("parse_mode").lower()
    if mode in ("markdown", "markdownv2"):
        raise Refusal(501, "this fake reads HTML only")
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")
    return trimmed(parse_html(call.text(name)) if mode else Formatted(call.text(name), []))


def _caption(call: Call) -> Json:
    caption = _formatted(call, "caption")
    if units(caption.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return {"caption": caption.text, "caption_entities": caption.entities}


def _send(world: World, call: Call, content: Json | Callable[[], tuple[Json, bytes]]) -> Message:
    """Write it into the chat; a file is kept only when everything else is right."""
    markup = call.parsed("reply_markup", NO_OBJECT)
    chat = world.chat_of(call)
    inline = check_markup(markup, chat.private)
    around = _around(call, chat)
    told, inside = content() if callable(content) else (content, b"")
    world.limits.pass_one(chat.id)
    message = world.keep(chat, world.bot, {**around, **told, "reply_markup": inline})
    message.keyboard, message.content = (None if inline else markup), inside
    chat.sent.append(message)
    return message


def _around(call: Call, chat: Chat) -> Json:
    """The topic and the message that this one answers."""
    around: Json = {}
    topic = call.whole("message_thread_id", 0, 0, 2**31)
    if topic:
        if topic not in chat.topics:
            raise bad_request("message thread not found")
        around = {"message_thread_id": topic, "is_topic_message": True}
    reply = call.parsed("reply_parameters", "can't parse reply parameters JSON object") or {}
    answered = chat.messages.get(int(reply.get("message_id") or call.whole("reply_to_message_id", 0, 0, 2**31)))
    if answered:
        around["reply_to_message"] = answered.json
    elif reply and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return around


def _photo(world: World, call: Call) -> tuple[File, tuple[int, int]]:
    upload = call.upload("photo")
    content = upload.content if upload else _by_id(world, call, "photo").content
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > LARGEST_PHOTO_BYTES:
        raise bad_request("file is too big for a photo")
    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
            width, height = picture.size
    except (UnidentifiedImageError, OSError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if width + height > LARGEST_SIDES or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return world.files.keep(content, "photos", ".jpg"), (width, height)


def _document(world: World, call: Call) -> tuple[File, str, str]:
    upload = call.upload("document")
    if upload is None:
        return _by_id(world, call, "document"), "", ""
    if not upload.content:
        raise bad_request("file must be non-empty")
    ending = f".{upload.name.rpartition('.')[2]}" if "." in upload.name else ""
    return world.files.keep(upload.content, "documents", ending), upload.name, upload.mime


def _by_id(world: World, call: Call, name: str) -> File:
    asked = call.text(name)
    if not asked:
        raise bad_request(f"there is no {name} in the request")
    if asked.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return world.files.get(asked)


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
}
