"""Topics of a forum group."""

from tests.bot.telegram.calls import Call, Json
from tests.bot.telegram.chats import Chat
from tests.bot.telegram.refusals import bad_request
from tests.bot.telegram.world import World

LONGEST_NAME = 128
COLOR = 7322096


def create_forum_topic(world: World, call: Call) -> Json:
    """A new topic; its number is that of the message that says so."""
    chat, name = _forum(world, call), call.text("name")
    if not 0 < len(name) <= LONGEST_NAME:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "topic name is too long")
    told: Json = {"name": name, "icon_color": COLOR}
    topic = world.keep(chat, world.bot, {"forum_topic_created": told}).id
    chat.topics[topic] = name
    return told | {"message_thread_id": topic}


def delete_forum_topic(world: World, call: Call) -> bool:
    """The topic and everything in it are gone."""
    chat, topic = _forum(world, call), call.whole("message_thread_id", 0, 0, 2**31)
    if topic not in chat.topics:
        raise bad_request("TOPIC_ID_INVALID")
    del chat.topics[topic]
    for number, message in list(chat.messages.items()):
        if message.json.get("message_thread_id") == topic or number == topic:
            del chat.messages[number]
    return True


def _forum(world: World, call: Call) -> Chat:
    chat = world.chat_of(call)
    if not chat.forum:
        raise bad_request("the chat is not a forum")
    if not chat.bot_is_admin:
        raise bad_request("not enough rights to create a topic")
    return chat


METHODS = {"createForumTopic": create_forum_topic, "deleteForumTopic": delete_forum_topic}
