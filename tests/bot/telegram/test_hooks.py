"""What people do, as python-telegram-bot hears of it."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageOriginUser, Update
from telegram.error import InvalidToken

from tests.bot.telegram.expecting import refused
from tests.bot.telegram.fake import FakeTelegram

YES = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y1")]])


async def last(bot: Bot) -> Update:
    """The latest update."""
    return (await bot.get_updates(offset=-1))[0]


async def message(bot: Bot) -> Message:
    """The message of the latest update."""
    told = (await last(bot)).message
    assert told is not None
    return told


async def test_a_picture_can_be_fetched(fake: FakeTelegram, bot: Bot, ann: int, picture: bytes) -> None:
    """The largest size comes last; the address holds for an hour and is for this bot only."""
    fake.sends_photo(ann, picture, "my receipt")
    told = await message(bot)
    assert told.caption == "my receipt"
    assert [(each.width, each.height) for each in told.photo] == [(90, 90), (300, 200)]
    file = await told.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == picture
    fake.passes(3601)
    with pytest.raises(InvalidToken):
        await file.download_as_bytearray()
    assert bytes(await (await told.photo[-1].get_file()).download_as_bytearray()) == picture


async def test_a_file_that_is_too_large_cannot_be_fetched(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """Bots get at most 20 MB."""
    fake.sends_document(ann, b"%PDF" + bytes(20 * 1024 * 1024), "all.pdf", "application/pdf")
    document = (await message(bot)).document
    assert document is not None
    assert (document.file_name, document.file_size) == ("all.pdf", 20 * 1024 * 1024 + 4)
    with refused("file is too big"):
        await document.get_file()


async def test_an_album_is_several_messages(fake: FakeTelegram, bot: Bot, ann: int, picture: bytes) -> None:
    """They share a name, and the first has the caption."""
    fake.sends_album(ann, [picture] * 3, "all three")
    told = [each.message for each in await bot.get_updates()]
    assert [each.caption for each in told if each] == ["all three", None, None]
    assert len({each.media_group_id for each in told if each}) == 1
    fake.sends_photo(ann, picture)
    assert (await message(bot)).media_group_id is None


async def test_a_contact_says_whose_it_is(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """One's own, somebody else's out of the address book, and one that was forwarded."""
    fake.shares_contact(ann, "+8613800000001")
    own = (await message(bot)).contact
    assert own is not None
    assert (own.phone_number, own.user_id) == ("+8613800000001", ann)
    for owner, number in [(0, None), (502, 502)]:
        fake.shares_contact(ann, "+8613800000002", owner)
        told = await message(bot)
        assert told.contact is not None
        assert (told.contact.user_id, told.forward_origin) == (number, None)
    fake.forwards_contact(ann, "+8613800000002", owner=502)
    told = await message(bot)
    assert told.contact is not None
    assert isinstance(told.forward_origin, MessageOriginUser)
    assert (told.contact.user_id, told.forward_origin.sender_user.id) == (502, 502)


async def test_a_message_is_corrected(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """Another kind of update with the same number; the first one, not yet read, is as it was."""
    first = fake.says(ann, "I payed")
    fake.edits(ann, first.message, "I paid")
    said, edited = await bot.get_updates()
    assert said.message is not None
    assert edited.edited_message is not None
    assert (said.message.text, edited.edited_message.text) == ("I payed", "I paid")
    assert edited.edited_message.message_id == first.message
    assert edited.edited_message.edit_date is not None


async def test_in_a_group_the_bot_hears_what_is_meant_for_it(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """Commands, its name, answers to it; everything where it is an administrator."""
    family = fake.group("Family")
    fake.says(family, "/start", sender=ann)
    told = await message(bot)
    assert told.from_user is not None
    assert (told.chat.id, told.chat.type, told.from_user.id) == (family, "supergroup", ann)
    assert fake.says(family, "hi @duizhang_test_bot", sender=ann).update
    with pytest.raises(AssertionError, match="in a group the bot sees"):
        fake.says(family, "lunch?", sender=ann)
    assert fake.says(fake.group("Desk", bot_is_admin=True), "lunch?", sender=ann).update


async def test_a_channel_has_posts_without_a_writer(fake: FakeTelegram, bot: Bot) -> None:
    """Another kind of update."""
    fake.says(fake.group("News", kind="channel"), "rates fall")
    told = (await last(bot)).channel_post
    assert told is not None
    assert (told.text, told.from_user, told.chat.type) == ("rates fall", None, "channel")


async def test_numbers_of_messages_are_those_of_their_chat(fake: FakeTelegram) -> None:
    """Two supergroups have messages of the same number; private chats never."""
    desk, family = fake.group("Desk"), fake.group("Family")
    assert fake.says(desk, "/a", sender=1).message == fake.says(family, "/a", sender=1).message
    assert fake.says(1, "a").message != fake.says(2, "a").message


async def test_what_cannot_be_read_is_told(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """A voice and a sticker have no text."""
    fake.sends_voice(ann)
    told = await message(bot)
    assert told.voice is not None
    assert told.text is None
    fake.sends_sticker(ann)
    assert (await message(bot)).sticker is not None


async def test_a_link_starts_the_bot(fake: FakeTelegram, bot: Bot) -> None:
    """With what the link carried."""
    fake.starts(600, "abc_DEF-1")
    assert (await message(bot)).text == "/start abc_DEF-1"
    with pytest.raises(AssertionError, match="no link can carry this"):
        fake.starts(600, "a b")


async def test_a_button_that_is_not_there_cannot_be_pressed(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """But data can be forged, from any message and by anybody in the chat; and a message can be too old to be shown."""
    sent = await bot.send_message(ann, "sure?", reply_markup=YES)
    with pytest.raises(AssertionError, match="no button 'No'; there are \\['Yes'\\]"):
        fake.presses(ann, "No")
    fake.forges_press(ann, "y2", sent.message_id)
    forged = (await last(bot)).callback_query
    fake.presses(ann, "Yes", too_old=True)
    old = (await last(bot)).callback_query
    assert forged is not None
    assert old is not None
    assert old.message is not None
    assert (forged.data, old.data, old.message.is_accessible) == ("y2", "y1", False)


async def test_blocking_is_told(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """As a change of the bot's own membership."""
    fake.blocks(ann)
    change = (await last(bot)).my_chat_member
    assert change is not None
    assert (change.new_chat_member.status, change.from_user.id) == ("kicked", ann)


async def test_a_menu_is_kept_for_each_language(bot: Bot) -> None:
    """Commands are small letters."""
    await bot.set_my_commands([("human", "Speak to a person")], language_code="en")
    assert [each.command for each in await bot.get_my_commands(language_code="en")] == ["human"]
    assert await bot.get_my_commands(language_code="zh") == ()
    for command, description, why in [
        ("Human", "x", "bot_command_invalid"),
        ("human", "", "description_invalid"),
    ]:
        with refused(why):
            await bot.set_my_commands([(command, description)])
