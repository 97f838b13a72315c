"""What was sent changes, and buttons stop spinning."""

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.bot.telegram.expecting import refused
from tests.bot.telegram.fake import FakeTelegram

YES = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y1")]])


async def test_a_text_is_changed(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """The buttons go with it unless they are given again; it stays where it is among what was sent."""
    sent = await bot.send_message(ann, "sure?", reply_markup=YES)
    await bot.send_message(ann, "next")
    changed = await bot.edit_message_text("<b>done</b>", ann, sent.message_id, parse_mode="HTML")
    assert not isinstance(changed, bool)
    assert changed.edit_date is not None
    assert [(each.text, each.buttons) for each in fake.sent(ann)] == [("done", {}), ("next", {})]


async def test_buttons_are_changed(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """Taken away; once."""
    sent = await bot.send_message(ann, "sure?", reply_markup=YES)
    await bot.edit_message_reply_markup(ann, sent.message_id)
    assert fake.sent(ann)[0].buttons == {}
    with refused("message is not modified"):
        await bot.edit_message_reply_markup(ann, sent.message_id)


async def test_what_cannot_be_changed(fake: FakeTelegram, bot: Bot, ann: int, picture: bytes) -> None:
    """What is not there, what somebody else wrote, a text where there is none, the same again."""
    theirs = fake.says(ann, "hello").message
    photo = (await bot.send_photo(ann, picture)).message_id
    same = (await bot.send_message(ann, "same", reply_markup=YES)).message_id
    for message, why in [
        (9999, "message to edit not found"),
        (theirs, "message can't be edited"),
        (photo, "there is no text in the message to edit"),
        (same, "message is not modified"),
    ]:
        with refused(why):
            await bot.edit_message_text("same", ann, message, reply_markup=YES)


async def test_a_pressed_button_is_answered_once(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """With a word that the presser sees, or none."""
    sent = await bot.send_message(ann, "sure?", reply_markup=YES)
    pressed = fake.presses(ann, "Yes")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert query.message is not None
    assert (query.id, query.data, query.from_user.id) == (pressed.query, "y1", ann)
    assert (query.message.message_id, query.message.is_accessible) == (sent.message_id, True)
    assert not fake.query(pressed.query).answered
    await query.answer("Noted", show_alert=True)
    assert (fake.query(pressed.query).text, fake.query(pressed.query).alert) == ("Noted", True)
    with refused("query is too old"):
        await query.answer()


async def test_a_pressed_button_is_not_answered_late(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """Nor one that nobody pressed."""
    await bot.send_message(ann, "sure?", reply_markup=YES)
    pressed = fake.presses(ann, "Yes")
    fake.passes(16)
    for number in (pressed.query, "1"):
        with refused("query is too old"):
            await bot.answer_callback_query(number)
    assert not fake.query(pressed.query).answered
