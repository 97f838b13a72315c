"""What the bot may send where, sent by python-telegram-bot."""

import io
from typing import Any

import pytest
from PIL import Image
from telegram import Bot, ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from tests.bot.telegram.expecting import refused, seconds_of
from tests.bot.telegram.fake import FakeTelegram


def inline(*buttons: tuple[str, str]) -> InlineKeyboardMarkup:
    """A keyboard of one row."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(title, callback_data=data) for title, data in buttons]])


async def test_messages_are_there_in_order(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """As their reader sees them; the numbers go up."""
    sent = [await bot.send_message(ann, text) for text in ("one", " two\n", "<three>")]
    assert [each.text for each in fake.sent(ann)] == ["one", "two", "<three>"]
    assert [each.id for each in fake.sent(ann)] == [each.message_id for each in sent]
    assert [each.message_id for each in sent] == sorted({each.message_id for each in sent})
    assert sent[0].from_user == bot.bot


async def test_html_is_read(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """The library turns it back into the same HTML; what is wrong never arrives."""
    sent = await bot.send_message(ann, "<b>你好</b> &lt;3", parse_mode="HTML")
    assert (sent.text, sent.text_html) == ("你好 <3", "<b>你好</b> &lt;3")
    with refused("can't parse entities: Unsupported start tag"):
        await bot.send_message(ann, "a <p>", parse_mode="HTML")
    with refused("unsupported parse_mode"):
        await bot.send_message(ann, "a", parse_mode="XML")
    assert len(fake.sent(ann)) == 1


@pytest.mark.parametrize("text", ["a" * 4096, "😀" * 2048, "<b>" + "a" * 4096 + "</b>"])
async def test_as_long_as_may_be(bot: Bot, ann: int, text: str) -> None:
    """Tags do not count."""
    assert await bot.send_message(ann, text, parse_mode="HTML")


@pytest.mark.parametrize(
    ("text", "why"),
    [("a" * 4097, "too long"), ("😀" * 2049, "too long"), ("", "text is empty"), (" \n", "text is empty")],
)
async def test_too_long_or_nothing(fake: FakeTelegram, bot: Bot, ann: int, text: str, why: str) -> None:
    """An emoji counts twice."""
    with refused(why):
        await bot.send_message(ann, text)
    assert fake.sent(ann) == []


async def test_buttons_carry_at_most_64_bytes(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """Bytes, not characters."""
    await bot.send_message(ann, "choose", reply_markup=inline(("A", "你" * 21 + "a"), ("B", "b")))
    assert fake.sent(ann)[0].buttons == {"A": "你" * 21 + "a", "B": "b"}
    for data, why in [("你" * 22, "BUTTON_DATA_INVALID"), ("", "text buttons are unallowed")]:
        with refused(why):
            await bot.send_message(ann, "choose", reply_markup=inline(("A", data)))
    with refused("reply markup is too long"):
        await bot.send_message(ann, "choose", reply_markup=inline(*[("A", "a")] * 101))


@pytest.mark.parametrize(
    ("url", "why"),
    [("ftp://a.example", "Unsupported URL protocol"), ("http://localhost:8000/x", "Wrong HTTP URL")],
)
async def test_a_button_leads_to_a_real_address(bot: Bot, ann: int, url: str, why: str) -> None:
    """Not to the machine itself."""
    with refused(why):
        await bot.send_message(ann, "look", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("A", url=url)]]))


async def test_other_keyboards_are_seen_by_their_reader_only(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """The answer does not repeat them; a phone number is asked for in private only."""
    asking = ReplyKeyboardMarkup([[KeyboardButton("My number", request_contact=True)]])
    sent = await bot.send_message(ann, "Your number?", reply_markup=asking)
    assert sent.reply_markup is None
    assert (fake.sent(ann)[0].keyboard or {})["keyboard"] == [[{"text": "My number", "request_contact": True}]]
    with refused("private chats only"):
        await bot.send_message(fake.group("Family"), "Your number?", reply_markup=asking)
    assert await bot.send_message(ann, "So?", reply_markup=ForceReply())


async def test_where_the_bot_may_not_write(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """Unknown, blocked, known from a group only, thrown out, moved."""
    family = fake.group("Family", kind="group")
    fake.says(family, "/start", sender=777)
    refusals: list[tuple[int, type[TelegramError], str]] = [
        (404, BadRequest, "Chat not found"),
        (777, Forbidden, "bot can't initiate conversation with a user"),
    ]
    fake.blocks(ann)
    fake.blocks(family)
    refusals += [
        (ann, Forbidden, "bot was blocked by the user"),
        (family, Forbidden, "bot was kicked from the group chat"),
    ]
    for chat, error, why in refusals:
        with refused(why, error):
            await bot.send_message(chat, "hello")
    fake.says(ann, "I am back")
    assert await bot.send_message(ann, "hello")
    moved = fake.becomes_supergroup(family)
    with pytest.raises(ChatMigrated) as told:
        await bot.send_message(family, "hello")
    assert told.value.new_chat_id == moved
    assert await bot.send_message(moved, "hello")


async def test_a_picture_and_a_file(fake: FakeTelegram, bot: Bot, ann: int, picture: bytes) -> None:
    """As they were sent, with what stands under them; sent again by their id."""
    photo = await bot.send_photo(ann, picture, caption="<i>so</i>", parse_mode="HTML", reply_markup=inline(("A", "a")))
    paper = await bot.send_document(ann, b"%PDF\r\n--\r\n\0", filename="proof 证明.pdf", caption="here")
    assert paper.document is not None
    again = await bot.send_document(ann, paper.document.file_id)
    assert [(each.kind, each.text, each.content) for each in fake.sent(ann)] == [
        ("photo", "so", picture),
        ("document", "here", b"%PDF\r\n--\r\n\0"),
        ("document", "", b"%PDF\r\n--\r\n\0"),
    ]
    assert (photo.photo[-1].width, photo.photo[-1].height) == (300, 200)
    assert (paper.document.file_name, paper.document.mime_type) == ("proof 证明.pdf", "application/pdf")
    assert again.document is not None
    assert fake.sent(ann)[0].buttons == {"A": "a"}


def png(width: int, height: int) -> bytes:
    """A picture of this size."""
    drawn = io.BytesIO()
    Image.new("1", (width, height)).save(drawn, "PNG")
    return drawn.getvalue()


@pytest.mark.parametrize(
    ("photo", "caption", "why"),
    [
        (b"<svg/>", "", "image_process_failed"),
        (png(4000, 100), "", "photo_invalid_dimensions"),
        (png(6000, 5000), "", "photo_invalid_dimensions"),
        (png(10, 10), "a" * 1025, "message caption is too long"),
        ("https://pictures.example/a.png", "", "failed to get HTTP URL content"),
        ("AgACnobody", "", "wrong file_id"),
    ],
)
async def test_not_every_picture(fake: FakeTelegram, bot: Bot, ann: int, photo: Any, caption: str, why: str) -> None:
    """A picture has a shape and a size; captions are short."""
    with refused(why):
        await bot.send_photo(ann, photo, caption=caption)
    assert fake.sent(ann) == []


async def test_an_answer_to_a_message(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """To one that is there, unless it does not matter."""
    asked = fake.says(ann, "why?").message
    sent = await bot.send_message(ann, "because", reply_to_message_id=asked)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "why?"
    with refused("message to be replied not found"):
        await bot.send_message(ann, "because", reply_to_message_id=9999)
    assert await bot.send_message(ann, "because", reply_to_message_id=9999, allow_sending_without_reply=True)


async def test_signs_of_work(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """They are no messages."""
    await bot.send_chat_action(ann, "typing")
    with refused("wrong parameter action"):
        await bot.send_chat_action(ann, "thinking")
    assert (fake.shown(ann), fake.sent(ann)) == (["typing"], [])


async def test_limits_hold_when_they_are_on(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """A refusal says when to come again, and then it works; a message that is wrong costs nothing."""
    await bot.send_message(ann, "one")
    await bot.send_message(ann, "two")
    fake.limit()
    with pytest.raises(BadRequest):
        await bot.send_message(ann, "")
    await bot.send_message(ann, "three")
    with pytest.raises(RetryAfter) as told:
        await bot.send_message(ann, "four")
    fake.passes(seconds_of(told.value))
    await bot.send_message(ann, "five")
    assert [each.text for each in fake.sent(ann)] == ["one", "two", "three", "five"]


async def test_topics_of_a_forum(fake: FakeTelegram, bot: Bot) -> None:
    """A topic that was deleted takes no more messages."""
    desk = fake.group("Desk", forum=True, bot_is_admin=True)
    topic = await bot.create_forum_topic(desk, "B0001")
    sent = await bot.send_message(desk, "new case", message_thread_id=topic.message_thread_id)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic.message_thread_id, True)
    await bot.delete_forum_topic(desk, topic.message_thread_id)
    with refused("message thread not found"):
        await bot.send_message(desk, "more", message_thread_id=topic.message_thread_id)
    with refused("not a forum"):
        await bot.create_forum_topic(fake.group("Family", bot_is_admin=True), "B0001")
