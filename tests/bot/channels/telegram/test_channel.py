"""The channel as a whole: there with a token, silent without one, and never in anybody's way."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from telegram.request import HTTPXRequest

from bot.channels.telegram import open_channel
from bot.channels.telegram.channel import bot_of
from bot.channels.telegram.commands import LISTED
from bot.channels.telegram.keeping import Keeper
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.settings import API, HOW_TO_ADD, PUBLIC_API, TOKEN, TelegramMisset, settings_in
from bot.channels.telegram.trouble import AWAY, ODD, REFUSED, SECOND, WEBHOOK
from servicing.logs.masking import masked
from tests.bot.channels.house import WORDS
from tests.bot.channels.telegram.house import around, told
from tests.bot.channels.telegram.whole import House, settings_of
from tests.bot.live import free_port
from tests.bot.relay.fakes import BILL, FakeEngine, said
from tests.bot.telegram.fake import fake_telegram

ANN, BOB = 501, 502
SECRET = "123456:AAVerySecret"


def test_the_settings_are_the_token_and_where_to_find_telegram() -> None:
    """The token is in no print of them."""
    found = settings_in({TOKEN: f" {SECRET}\n", API: "http://127.0.0.1:1/"})
    assert found is not None
    assert (found.token, found.base_url) == (SECRET, "http://127.0.0.1:1/bot")
    assert SECRET not in repr(found)
    assert settings_in({}) is settings_in({TOKEN: ""}) is None
    plain = settings_in({TOKEN: SECRET})
    assert plain is not None
    assert plain.base_file_url == f"{PUBLIC_API}/file/bot"


@pytest.mark.parametrize(
    "environ",
    [
        {TOKEN: "secret"},
        {TOKEN: "1:a b"},
        {TOKEN: "1:a/b"},
        {TOKEN: SECRET, API: "api"},
        {TOKEN: SECRET, API: "ftp://x"},
    ],
)
def test_a_setting_that_cannot_be_right_is_named_and_not_shown(environ: dict[str, str]) -> None:
    """A slip of the hand may still hold most of the secret."""
    with pytest.raises(TelegramMisset) as raised:
        settings_in(environ)
    assert "DUIZHANG_TELEGRAM_" in str(raised.value)
    assert environ[TOKEN] not in str(raised.value)


def test_what_is_to_be_done_stands_in_the_log_as_it_was_written() -> None:
    """What hides secrets there must not take a sentence about one for one."""
    with pytest.raises(TelegramMisset) as wrong:
        settings_in({TOKEN: "nonsense"})
    steps = [str(wrong.value), HOW_TO_ADD, *(each.next_step for each in (REFUSED, WEBHOOK, SECOND, AWAY, ODD))]
    assert list(map(masked, steps)) == steps


@pytest.mark.parametrize(("environ", "step"), [({}, "@BotFather"), ({TOKEN: "nonsense"}, "is no token")])
async def test_without_a_token_it_says_so_in_one_line_and_is_done(
    tmp_path: Path, environ: dict[str, str], step: str
) -> None:
    """Everything else works without it."""
    channel = open_channel(replace(around(tmp_path, FakeEngine()), environ=environ))
    with capture_logs() as logs:
        await channel.run()
    assert (channel.sender(), list(channel.routes())) == (None, [])
    assert [step in each["next_step"] for each in logs] == [True]


async def test_a_conversation_from_end_to_end(tmp_path: Path) -> None:
    """Text, button, sticker and group; each answered once, in order, and the button does not spin."""
    with fake_telegram() as fake:
        house = House(tmp_path, fake, FakeEngine([said("<hello> & welcome", BILL)], [said("your bill")]))
        fake.person(ANN, "Ann", "en")
        group = fake.group("Neighbours")
        async with house.running():
            fake.starts(ANN)
            (greeting,) = await fake.until_sent(ANN, 1)
            assert (greeting.text, list(greeting.buttons)) == ("<hello> & welcome", [BILL.title])
            pressed = fake.presses(ANN, BILL.title)
            await fake.until_sent(ANN, 2)
            fake.sends_sticker(ANN)
            fake.says(group, f"@{fake.world.bot.username} where is my money", ANN)
            await fake.until_sent(group, 1)
            declined = (await fake.until_sent(ANN, 3))[2]
        assert fake.query(pressed.query).answered
        assert declined.text == WORDS["en"].replies["telegram_other"]["text"]
        assert [each.text for each in fake.sent(ANN)][1] == "your bill"
        assert "t.me/" in fake.sent(group)[0].text
        assert told(house.around)[-1] == "telegram_other"
        assert [call.text("language_code") for call in fake.calls("setMyCommands")] == ["en", "zh"]


async def test_what_was_kept_and_not_confirmed_comes_again_and_is_recognised(tmp_path: Path) -> None:
    """Three lives that end between keeping and confirming; the fourth lives on, and nothing is said twice."""
    with fake_telegram() as fake:
        engine = FakeEngine()
        numbers = [fake.starts(ANN).update, fake.says(ANN, "one").update, fake.says(ANN, "two").update]
        for _ in range(3):
            early = around(tmp_path, engine)
            async with HTTPXRequest() as request, bot_of(settings_of(fake)) as bot:
                await Poller(bot, request).step(Keeper(early, "", lambda _: None, lambda _: None).keep)
            await early.relay.settled(early.relay.book.known("telegram", str(ANN)) or "")
            assert fake.waiting() == numbers
        house = House(tmp_path, fake, engine)
        async with house.running():
            await fake.until_sent(ANN, 3)
        assert fake.waiting() == []
        assert [each.text for each in fake.sent(ANN)][1:] == ["heard one", "heard two"]
        assert len(engine.asked) == 3


async def test_one_who_has_blocked_the_bot_stops_nobody_else(tmp_path: Path) -> None:
    """What is refused is not tried again."""
    with fake_telegram() as fake:
        house = House(tmp_path, fake, FakeEngine())
        fake.starts(ANN)
        fake.starts(BOB)
        fake.world.chats[ANN].blocked = True
        async with house.running():
            await fake.until_sent(BOB, 1)
            async with asyncio.timeout(5):
                while len(fake.calls("sendMessage")) < 2 or house.courier.outbox.waiting():
                    await asyncio.sleep(0.01)
            fake.world.chats[ANN].blocked = False
            fake.says(ANN, "I am back")
            assert [each.text for each in await fake.until_sent(ANN, 1)] == ["heard I am back"]


async def test_where_telegram_is_not_reached_it_says_so_once_and_goes_on(tmp_path: Path) -> None:
    """Through the library's own transport; no token on the log."""
    plain = around(tmp_path, FakeEngine())
    environ = {TOKEN: SECRET, API: f"http://127.0.0.1:{free_port()}"}
    channel = open_channel(replace(plain, environ=environ))
    with capture_logs() as logs:
        task = asyncio.create_task(channel.run())
        await asyncio.sleep(1.5)
        assert not task.done()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    assert [each["event"] for each in logs] == ["Telegram cannot be reached"]
    assert SECRET not in str(logs)


@pytest.mark.parametrize("language", WORDS)
def test_every_command_that_is_listed_has_its_words(language: str) -> None:
    """As long as Telegram shows them."""
    assert all(3 <= len(WORDS[language].words["telegram"][each]) <= 256 for each in LISTED)
