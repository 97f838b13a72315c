"""setWebhook: in order for each chat, again until it is taken, with the secret."""

import asyncio
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot

from tests.bot.live import serving
from tests.bot.telegram.expecting import refused
from tests.bot.telegram.fake import FakeTelegram

SECRET = "a-secret_1"


class Receiver:
    """Where updates arrive: (text, secret) in order, those that were refused too."""

    def __init__(self) -> None:
        self.came: list[tuple[str, str]] = []
        self.refuses: dict[str, int] = {}
        self.headers: dict[str, str] = {}
        self.slow_for = ""
        self.url = ""

    async def take(self, request: Request) -> Response:
        """Take it, or refuse it as often as was said for this text."""
        text = (await request.json())["message"]["text"]
        self.came.append((text, request.headers.get("x-telegram-bot-api-secret-token", "")))
        if text == self.slow_for:
            await asyncio.sleep(0.3)
            self.came.append((f"{text}, at last", ""))
        self.refuses[text] = self.refuses.get(text, 0) - 1
        refused = self.refuses[text] >= 0
        return Response(status_code=503 if refused else 204, headers=self.headers if refused else None)

    @property
    def texts(self) -> list[str]:
        """What came, in order."""
        return [text for text, _ in self.came]

    async def until(self, count: int) -> list[str]:
        """What came when so much has come."""
        async with asyncio.timeout(5):
            while len(self.came) < count:
                await asyncio.sleep(0.01)
        return self.texts


@pytest.fixture
def receiver(fake: FakeTelegram) -> Iterator[Receiver]:
    """It takes everything; Telegram waits hardly between its attempts."""
    fake.world.webhook_back_off_seconds = 0.05
    receiver = Receiver()
    with serving(Starlette(routes=[Route("/", receiver.take, methods=["POST"])])) as receiver.url:
        yield receiver


async def test_updates_come_with_the_secret(fake: FakeTelegram, bot: Bot, ann: int, receiver: Receiver) -> None:
    """Those that wait already first; what was taken is gone."""
    fake.says(ann, "one")
    await bot.set_webhook(receiver.url, secret_token=SECRET)
    fake.says(ann, "two")
    assert await receiver.until(2) == ["one", "two"]
    assert {secret for _, secret in receiver.came} == {SECRET}
    async with asyncio.timeout(5):
        while fake.waiting():
            await asyncio.sleep(0.01)


async def test_a_refused_update_comes_again_before_the_next(
    fake: FakeTelegram, bot: Bot, ann: int, receiver: Receiver
) -> None:
    """With longer and longer pauses; another chat does not wait for it."""
    receiver.refuses["one"] = 4
    await bot.set_webhook(receiver.url)
    fake.says(ann, "one")
    fake.says(ann, "two")
    fake.says(900, "other")
    texts = await receiver.until(7)
    assert [each for each in texts if each != "other"] == ["one"] * 5 + ["two"]
    assert texts.index("other") < 4
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    assert [status for _, status in fake.webhook.attempts if status != 204] == [503] * 4


async def test_a_chat_waits_for_an_answer(fake: FakeTelegram, bot: Bot, ann: int, receiver: Receiver) -> None:
    """Its next update is not sent before; another chat's is."""
    receiver.slow_for = "one"
    await bot.set_webhook(receiver.url)
    fake.says(ann, "one")
    fake.says(ann, "two")
    fake.says(900, "other")
    assert await receiver.until(4) == ["one", "other", "one, at last", "two"]


async def test_pauses_grow(fake: FakeTelegram, bot: Bot, ann: int, receiver: Receiver) -> None:
    """At once after the first failure, then twice as long each time."""
    receiver.refuses["one"] = 4
    await bot.set_webhook(receiver.url)
    begun = asyncio.get_running_loop().time()
    fake.says(ann, "one")
    await receiver.until(5)
    assert asyncio.get_running_loop().time() - begun >= (2 + 4 + 8) * 0.05


async def test_a_receiver_may_say_when(fake: FakeTelegram, bot: Bot, ann: int, receiver: Receiver) -> None:
    """By Retry-After, even after the first failure."""
    receiver.refuses["one"], receiver.headers = 1, {"retry-after": "1"}
    await bot.set_webhook(receiver.url)
    begun = asyncio.get_running_loop().time()
    fake.says(ann, "one")
    assert await receiver.until(2) == ["one", "one"]
    assert asyncio.get_running_loop().time() - begun >= 1


async def test_nobody_there_is_a_failure_too(fake: FakeTelegram, bot: Bot, ann: int, receiver: Receiver) -> None:
    """The update waits, also for polling after the webhook is gone."""
    await bot.set_webhook("http://127.0.0.1:9/nobody", allowed_updates=["message"])
    update = fake.says(ann, "one").update
    async with asyncio.timeout(5):
        while not (await bot.get_webhook_info()).last_error_message:
            await asyncio.sleep(0.01)
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.allowed_updates) == ("http://127.0.0.1:9/nobody", 1, ("message",))
    await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""
    assert [each.update_id for each in await bot.get_updates()] == [update]


async def test_what_waits_can_be_dropped(fake: FakeTelegram, bot: Bot, ann: int, receiver: Receiver) -> None:
    """When it is asked for."""
    fake.says(ann, "one")
    await bot.set_webhook(receiver.url, drop_pending_updates=True)
    fake.says(ann, "two")
    assert await receiver.until(1) == ["two"]


@pytest.mark.parametrize(
    ("url", "secret", "why"),
    [
        ("http://bot.example/", "", "HTTPS URL must be provided"),
        ("https://bot.example:5000/", "", "only on ports 80, 88, 443 or 8443"),
        ("ftp://bot.example/", "", "invalid webhook URL"),
        ("https://bot.example/", "no spaces", "secret token contains unallowed characters"),
        ("https://bot.example/", "a" * 257, "secret token is too long"),
    ],
)
async def test_not_every_address(bot: Bot, url: str, secret: str, why: str) -> None:
    """What was set before stays."""
    await bot.set_webhook("http://127.0.0.1:9/nobody")
    with refused(why):
        await bot.set_webhook(url, secret_token=secret)
    assert (await bot.get_webhook_info()).url == "http://127.0.0.1:9/nobody"
