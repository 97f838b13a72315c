"""The channel as a whole where Telegram brings what is said: as it is where it is fetched."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from structlog.testing import capture_logs

from bot.channels.telegram.secret import FILE
from bot.channels.telegram.settings import WEBHOOK
from tests.bot.channels.house import payload
from tests.bot.channels.telegram.house import lines, told
from tests.bot.channels.telegram.whole import House
from tests.bot.live import free_port, serving
from tests.bot.relay.fakes import BILL, FakeEngine, said
from tests.bot.telegram.fake import FakeTelegram, fake_telegram

ANN, BOB = 501, 502


def typed(number: int, chat: int, text: str) -> dict[str, Any]:
    """An update that tells of a typed text."""
    message = payload("telegram", "text")["message"]
    return {"update_id": number, "message": {**message, "chat": {"id": chat, "type": "private"}, "text": text}}


@contextmanager
def open_house(folder: Path, fake: FakeTelegram, engine: FakeEngine, port: int) -> Iterator[House]:
    """One life of the bot's process at that port."""
    fake.world.webhook_back_off_seconds = 0.05
    address = f"http://127.0.0.1:{port}/telegram"
    house = House(folder, fake, engine, **{WEBHOOK: address, "DUIZHANG_HOME": str(folder)})
    app = Starlette(routes=list(house.channel.routes()), lifespan=lambda _: house.running())
    with serving(app, port):
        yield house


async def test_a_conversation_from_end_to_end(tmp_path: Path) -> None:
    """Text, button and sticker; each answered once, in order; nothing is fetched, and nothing is left."""
    with fake_telegram() as fake:
        engine = FakeEngine([said("<hello> & welcome", BILL)], [said("your bill")])
        fake.person(ANN, "Ann", "en")
        fake.starts(ANN)
        with open_house(tmp_path, fake, engine, free_port()) as house:
            await fake.until_sent(ANN, 1)
            pressed = fake.presses(ANN, BILL.title)
            await fake.until_sent(ANN, 2)
            fake.sends_sticker(ANN)
            await fake.until_sent(ANN, 3)
            async with asyncio.timeout(5):
                while fake.waiting() or not fake.query(pressed.query).answered:
                    await asyncio.sleep(0.01)
        assert [each.text for each in fake.sent(ANN)][:2] == ["<hello> & welcome", "your bill"]
        assert told(house.around)[-1] == "telegram_other"
        assert fake.calls("getUpdates") == []
        assert [status for _, status in fake.webhook.attempts] == [200] * 3
        assert fake.webhook.secret == (tmp_path / FILE).read_text()


async def test_what_was_said_between_two_lives_is_answered_in_the_next(tmp_path: Path) -> None:
    """By the same secret; what the first one had kept is not answered again, though Telegram brings it again."""
    with fake_telegram() as fake:
        engine, port = FakeEngine(), free_port()
        with open_house(tmp_path, fake, engine, port):
            fake.starts(ANN)
            first = fake.says(ANN, "one")
            await fake.until_sent(ANN, 2)
        fake.says(ANN, "two")
        fake.says(BOB, "other")
        with open_house(tmp_path, fake, engine, port):
            headers = {"X-Telegram-Bot-Api-Secret-Token": fake.webhook.secret}
            again = typed(first.update, ANN, "one")
            async with httpx.AsyncClient(trust_env=False) as client:
                answer = await client.post(fake.webhook.url, json=again, headers=headers)
            fake.says(ANN, "three")
            await fake.until_sent(ANN, 4)
            await fake.until_sent(BOB, 1)
        assert answer.status_code == 200
        assert [each.text for each in fake.sent(ANN)][1:] == ["heard one", "heard two", "heard three"]
        assert [each.text for each in fake.sent(BOB)] == ["heard other"]


async def test_a_forged_update_is_not_taken(tmp_path: Path) -> None:
    """The address is public: whoever knows it could speak for anybody."""
    with fake_telegram() as fake, open_house(tmp_path, fake, FakeEngine(), free_port()) as house:
        fake.starts(ANN)
        await fake.until_sent(ANN, 1)
        fake.says(BOB, "mine")
        forged = typed(1, BOB, "forged")
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(fake.webhook.url, json=forged)
        await fake.until_sent(BOB, 1)
        assert answer.status_code == 401
        assert [each.text for each in fake.sent(BOB)] == ["heard mine"]
        assert [line.text for line in lines(house.around, BOB) if line.direction == "in"] == ["mine"]


async def test_a_webhook_that_is_still_set_is_not_taken_away_by_one_who_fetches(tmp_path: Path) -> None:
    """Nothing is deleted silently: it is said what to do, and once that was done it goes on."""
    with fake_telegram() as fake:
        with open_house(tmp_path, fake, FakeEngine(), free_port()):
            fake.starts(ANN)
            await fake.until_sent(ANN, 1)
            address = fake.webhook.url
        house = House(tmp_path, fake, FakeEngine())
        with capture_logs() as logs:
            async with house.running(), asyncio.timeout(5):
                while not any("webhook" in each["event"] for each in logs):
                    await asyncio.sleep(0.01)
        (said_once,) = [each for each in logs if each["log_level"] == "error"]
        assert WEBHOOK in said_once["next_step"]
        assert "deleteWebhook" in said_once["next_step"]
        assert (fake.webhook.url, fake.calls("deleteWebhook")) == (address, [])
