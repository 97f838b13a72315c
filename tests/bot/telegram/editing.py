"""Methods that change what was sent, and the answer to a pressed button."""

from tests.bot.telegram.calls import Call, Json
from tests.bot.telegram.chats import Message
from tests.bot.telegram.formatted import units
from tests.bot.telegram.keyboards import NO_OBJECT, check_markup
from tests.bot.telegram.refusals import bad_request
from tests.bot.telegram.sending import read_text
from tests.bot.telegram.world import World

QUERY_SECONDS = 15.0
LONGEST_ANSWER = 200
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def edit_message_text(world: World, call: Call) -> Message:
    """Another text; the buttons go unless they are given again."""
    text = read_text(call, "text")
    message, inline = _own(world, call)
    if "text" not in message.json:
        raise bad_request("there is no text in the message to edit")
    return _change(world, message, {"text": text.text, "entities": text.entities, "reply_markup": inline})


def edit_message_reply_markup(world: World, call: Call) -> Message:
    """Other buttons, or none."""
    message, inline = _own(world, call)
    return _change(world, message, {"reply_markup": inline})


def answer_callback_query(world: World, call: Call) -> bool:
    """The button stops spinning: once, and soon after it was pressed."""
    query = world.queries.get(call.text("callback_query_id"))
    if query is None or query.answered or world.clock.now() > query.at + QUERY_SECONDS:
        raise bad_request(TOO_OLD)
    if units(call.text("text")) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query.text, query.alert = call.text("text"), call.yes("show_alert")
    return True


def _own(world: World, call: Call) -> tuple[Message, Json | None]:
    """The bot's message that is to be changed, and the buttons that it gets. Raises: Refusal."""
    markup = call.parsed("reply_markup", NO_OBJECT)
    chat = world.chat_of(call)
    if not call.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(call.whole("message_id", 0, 0, 2**31))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.ours:
        raise bad_request("message can't be edited")
    return message, check_markup(markup, chat.private)


def _change(world: World, message: Message, changes: Json) -> Message:
    """Change it in place, so that a test that holds it sees it as its reader does."""
    if all((message.json.get(name) or None) == (value or None) for name, value in changes.items()):
        raise bad_request(NOT_MODIFIED)
    for name, value in changes.items():
        message.json.pop(name, None)
        if value:
            message.json[name] = value
    message.json["edit_date"] = world.clock.date()
    return message


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "answerCallbackQuery": answer_callback_query,
}
