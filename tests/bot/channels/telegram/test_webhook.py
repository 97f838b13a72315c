"""The webhook's route: nothing is taken from strangers, and 200 is said of nothing that Telegram should bring again."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from structlog.testing import capture_logs
from telegram import Update

from bot.channels.telegram.keeping import Keeper
from bot.channels.telegram.settings import HOOK_PATH
from bot.channels.telegram.webhook import LARGEST_UPDATE_BYTES, SECRET_HEADER, Webhook
from servicing.errors import CasesUnreachable
from tests.bot.channels.house import payload
from tests.bot.channels.telegram.house import Script, around, bot_of, lines
from tests.bot.relay.fakes import FakeEngine

SECRET = "s" * 40
FIRST, SECOND, THIRD = 900201, 900202, 900203
OTHER_CHAT = {"message": {**payload("telegram", "text")["message"], "chat": {"id": 502, "type": "private"}}}


def raw(number: int, **changed: Any) -> dict[str, Any]:
    """An update of that number."""
    return {**payload("telegram", "text"), "update_id": number, **changed}


class House:
    """The route with a client for it, and what it keeps."""

    def __init__(self) -> None:
        self.webhook, self.kept, self.faults = Webhook(SECRET), list[int](), list[Exception]()
        self.before: dict[int, asyncio.Event] = {}
        self.under_way: list[int] = []
        transport = httpx.ASGITransport(Starlette(routes=[self.webhook.route()]))
        self.client = httpx.AsyncClient(transport=transport, base_url="http://bot.example")

    async def keep(self, update: Update) -> None:
        """Keep its number, after the faults of the list and whatever it has to wait for."""
        self.under_way.append(update.update_id)
        if update.update_id in self.before:
            await self.before[update.update_id].wait()
        if self.faults:
            raise self.faults.pop(0)
        self.kept.append(update.update_id)

    async def bring(self, content: Any, secret: str | bytes | None = SECRET) -> httpx.Response:
        """As Telegram does."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        headers: Any = {} if secret is None else {SECRET_HEADER: secret}
        return await self.client.post(HOOK_PATH, content=body, headers=headers)

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for it."""
        async with asyncio.timeout(5):
            while not is_so():
                await asyncio.sleep(0.001)


@pytest.fixture
async def house() -> AsyncIterator[House]:
    """Open."""
    house = House()
    house.webhook.open(bot_of(Script()), house.keep)
    async with house.client:
        yield house


async def test_an_update_is_kept_before_telegram_hears_that_it_was(house: House) -> None:
    """While it is kept, there is no answer."""
    house.before[FIRST] = asyncio.Event()
    answer = asyncio.create_task(house.bring(raw(FIRST)))
    await house.until(lambda: house.under_way == [FIRST])
    await asyncio.sleep(0.02)
    assert not answer.done()
    house.before[FIRST].set()
    assert (await answer).status_code == 200
    assert house.kept == [FIRST]


@pytest.mark.parametrize("secret", [None, "", "x", SECRET[1:], f"{SECRET}s", SECRET.upper(), b"\xe9\xff"])
@pytest.mark.parametrize("content", [raw(FIRST), b"{", b"[]", b"x" * (LARGEST_UPDATE_BYTES + 1)])
async def test_a_stranger_hears_the_same_whatever_they_send(house: House, secret: str | None, content: Any) -> None:
    """And nothing of it is kept or logged."""
    with capture_logs() as logs:
        answer = await house.bring(content, secret)
    assert (answer.status_code, answer.json()) == (401, {"error": "not taken"})
    assert (house.kept, house.under_way, logs) == ([], [], [])


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_it_is_only_posted_to(house: House, method: str) -> None:
    """With the secret as without."""
    answer = await house.client.request(method, HOOK_PATH, headers={SECRET_HEADER: SECRET}, json=raw(FIRST))
    assert answer.status_code == 405
    assert house.kept == []


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'{"update_id": ' + b"9" * 5000 + b"}", 400),
        ([raw(FIRST)], 400),
        ({"message": raw(FIRST)["message"]}, 400),
        (raw(FIRST, update_id="900201"), 400),
        (json.dumps(raw(FIRST, more="x" * LARGEST_UPDATE_BYTES)).encode(), 413),
    ],
)
async def test_what_is_no_update_is_refused_in_a_sentence(house: House, content: Any, status: int) -> None:
    """There is no number to name it by; what was in it is not logged."""
    with capture_logs() as logs:
        answer = await house.bring(content)
    assert (answer.status_code, house.kept) == (status, [])
    assert answer.json()["error"]
    assert [each["event"] for each in logs] == ["no update came to the webhook"]
    assert "I paid" not in str(logs)


async def test_a_long_body_is_not_read_to_its_end(house: House) -> None:
    """Also where nothing says beforehand how long it is."""
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while read < 50 * LARGEST_UPDATE_BYTES:
            read += 100_000
            yield b"x" * 100_000

    answer = await house.client.post(HOOK_PATH, content=endless(), headers={SECRET_HEADER: SECRET})
    assert answer.status_code == 413
    assert read <= LARGEST_UPDATE_BYTES + 200_000


@pytest.mark.parametrize("broken", [{"message": {"text": "I paid"}}, {"message": 5}, {"message": {"date": "x"}}])
async def test_an_update_that_nobody_can_read_is_named_and_not_brought_again(
    house: House, broken: dict[str, Any]
) -> None:
    """As when it is fetched: by its number alone."""
    with capture_logs() as logs:
        answer = await house.bring(raw(FIRST, **broken))
    assert (answer.status_code, house.kept) == (200, [])
    assert [(each["log_level"], each["update"]) for each in logs] == [("warning", FIRST), ("error", FIRST)]
    assert "I paid" not in str(logs)


@pytest.mark.parametrize("away", [OperationalError("I paid", {}, Exception("I paid")), CasesUnreachable("away")])
async def test_while_a_database_is_away_telegram_is_asked_to_come_again(house: House, away: Exception) -> None:
    """Soon; and the second time it is kept."""
    house.faults = [away]
    with capture_logs() as logs:
        answer = await house.bring(raw(FIRST))
    assert (answer.status_code, answer.headers["Retry-After"], house.kept) == (503, "1", [])
    assert [(each["log_level"], each["update"]) for each in logs] == [("error", FIRST)]
    assert "I paid" not in str(logs)
    assert (await house.bring(raw(FIRST))).status_code == 200
    assert house.kept == [FIRST]


async def test_before_anybody_is_there_to_keep_it_telegram_is_asked_to_come_again() -> None:
    """A process that has just started does not yet know the bot's name."""
    house = House()
    answer = await house.bring(raw(FIRST))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    house.webhook.open(bot_of(Script()), house.keep)
    assert (await house.bring(raw(FIRST))).status_code == 200


async def test_a_chat_is_kept_in_the_order_of_arrival_and_holds_up_no_other(house: House) -> None:
    """Telegram may have given up waiting for the first when it brings the next."""
    house.before[FIRST] = asyncio.Event()
    first = asyncio.create_task(house.bring(raw(FIRST)))
    await house.until(lambda: house.under_way == [FIRST])
    second = asyncio.create_task(house.bring(raw(SECOND)))
    other = await house.bring(raw(THIRD, **OTHER_CHAT))
    assert (other.status_code, house.kept, second.done()) == (200, [THIRD], False)
    house.before[FIRST].set()
    assert {each.status_code for each in await asyncio.gather(first, second)} == {200}
    assert house.kept == [THIRD, FIRST, SECOND]


async def test_what_is_brought_twice_is_answered_once(tmp_path: Path) -> None:
    """At once, and later by a process that knows of it from the book alone."""
    engine = FakeEngine()
    for _ in range(2):
        house, plain = House(), around(tmp_path, engine)
        house.webhook.open(bot_of(Script()), Keeper(plain, "", lambda _: None, lambda _: None).keep)
        answers = await asyncio.gather(*(house.bring(raw(FIRST)) for _ in range(3)))
        assert [each.status_code for each in answers] == [200] * 3
        await plain.relay.settled(plain.relay.book.known("telegram", "501") or "")
    assert [line.direction for line in lines(plain)] == ["in", "out"]
    assert len(engine.asked) == 1
