"""A Telegram for each test, and the client of a library that nobody here wrote."""

import io
from collections.abc import AsyncIterator, Iterator

import pytest
from PIL import Image
from telegram import Bot

from tests.bot.live import Stage, serving
from tests.bot.telegram.fake import FakeTelegram, fake_on

ANN = 501


@pytest.fixture(scope="session")
def telegram_stage() -> Iterator[Stage]:
    """A server that plays the Telegram of whichever test runs: beginning one takes longer than most tests."""
    stage = Stage()
    with serving(stage) as stage.url:
        yield stage


@pytest.fixture
def fake(telegram_stage: Stage) -> Iterator[FakeTelegram]:
    """Telegram, with nobody in it."""
    with fake_on(telegram_stage) as fake:
        yield fake


@pytest.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    """The bot, signed in by python-telegram-bot."""
    async with Bot(fake.token, base_url=fake.base_url, base_file_url=fake.base_file_url) as bot:
        yield bot


@pytest.fixture
def ann(fake: FakeTelegram) -> int:
    """Somebody who has written to the bot; that update is confirmed."""
    fake.person(ANN, "Ann", "en")
    fake.starts(ANN)
    fake.world.updates.clear()
    return ANN


@pytest.fixture
def picture() -> bytes:
    """A PNG of 300 by 200."""
    drawn = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(drawn, "PNG")
    return drawn.getvalue()
