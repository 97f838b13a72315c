"""getUpdates, called by python-telegram-bot."""

import asyncio
import time

from telegram import Bot
from telegram.error import Conflict

from tests.bot.telegram.expecting import refused
from tests.bot.telegram.fake import FakeTelegram


async def test_an_update_comes_again_until_it_is_confirmed(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """The next call with a higher offset is the confirmation."""
    first, second = fake.says(ann, "one").update, fake.says(ann, "two").update
    assert [each.update_id for each in await bot.get_updates()] == [first, second]
    assert [each.update_id for each in await bot.get_updates(offset=first)] == [first, second]
    assert [each.update_id for each in await bot.get_updates(offset=second)] == [second]
    assert fake.waiting() == [second]
    assert await bot.get_updates(offset=second + 1) == ()
    assert fake.waiting() == []


async def test_a_message_is_told_as_the_library_understands_it(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """Whole seconds, a person who is no bot, a command marked in UTF-16 units."""
    fake.says(ann, "😀 /human now")
    (update,) = await bot.get_updates(limit=1)
    message = update.message
    assert message is not None
    assert message.from_user is not None
    assert (message.text, message.chat.id, message.chat.type) == ("😀 /human now", ann, "private")
    assert (message.from_user.id, message.from_user.is_bot, message.from_user.language_code) == (ann, False, "en")
    assert abs(message.date.timestamp() - time.time()) < 5
    assert [(each.type, each.offset, each.length) for each in message.entities] == [("bot_command", 3, 6)]


async def test_a_long_poll_ends_as_soon_as_something_comes(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """And not before."""
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    assert not poll.done()
    update = fake.says(ann, "hello").update
    assert [each.update_id for each in await asyncio.wait_for(poll, 5)] == [update]


async def test_a_long_poll_ends_empty(bot: Bot) -> None:
    """After its time."""
    begun = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert 1.0 <= time.monotonic() - begun < 3.0


async def test_a_second_poller_ends_the_first(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """409 for the older one; the newer one gets what comes."""
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    async with Bot(fake.token, base_url=fake.base_url) as other:
        second = asyncio.create_task(other.get_updates(timeout=20))
        with refused("terminated by other getUpdates request", Conflict):
            await asyncio.wait_for(first, 5)
        update = fake.says(ann, "hello").update
        assert [each.update_id for each in await asyncio.wait_for(second, 5)] == [update]


async def test_there_is_no_polling_beside_a_webhook(bot: Bot) -> None:
    """Neither one that begins nor one that waits."""
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    await bot.set_webhook("http://127.0.0.1:9/nobody")
    with refused("terminated by setWebhook request", Conflict):
        await asyncio.wait_for(waiting, 5)
    with refused("use deleteWebhook to delete the webhook first", Conflict):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_only_what_is_asked_for_comes(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """From then on: being blocked is an update too, unless the bot does not want it."""
    assert fake.blocks(ann).update in [each.update_id for each in await bot.get_updates(offset=-1)]
    await bot.get_updates(allowed_updates=["message"])
    assert fake.blocks(ann, False).update == 0
    assert fake.says(ann, "hello").update > 0


async def test_updates_are_lost_after_a_day(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """Telegram keeps them for 24 hours."""
    fake.says(ann, "yesterday")
    fake.passes(24 * 3600 + 1)
    today = fake.says(ann, "today").update
    assert [each.update_id for each in await bot.get_updates()] == [today]
