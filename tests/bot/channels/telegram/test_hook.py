"""Telegram is told where to bring updates, and what goes wrong with that is said once."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.channels.telegram.hook import Hook
from bot.channels.telegram.poll import Poller
from tests.bot.channels.telegram.house import TOKEN, Answer, Script, bot_of, fine, wrong

URL, SECRET = "https://bot.example/telegram", "s" * 40


def told(url: str = URL, **failed: Any) -> Answer:
    """What Telegram says of the webhook."""
    return fine({"url": url, "has_custom_certificate": False, "pending_update_count": 0, **failed})


def failed(at: int) -> Answer:
    """It could not bring something."""
    return told(last_error_date=at, last_error_message="Connection refused")


async def watched(looks: int, **answers: list[Answer]) -> tuple[Script, list[Any]]:
    """What Telegram was asked, and what was logged, until it was asked so often how it goes."""
    script, asked_enough = Script(**answers), asyncio.Event()
    bot = bot_of(script)

    async def at_once(_: float) -> None:
        if len(script.of("getWebhookInfo")) >= looks:
            asked_enough.set()
        await asyncio.sleep(0)

    hook = Hook(bot, Poller(bot, script, at_once).insist, URL, at_once)
    with capture_logs() as logs:
        task = asyncio.create_task(hook.run(SECRET))
        async with asyncio.timeout(5):
            await asked_enough.wait()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    assert not any(secret in str(logs) for secret in (SECRET, TOKEN))
    return script, [(each["log_level"], each["event"].partition(" to DUIZHANG")[0]) for each in logs]


async def test_telegram_is_told_where_with_which_secret_and_what_we_understand() -> None:
    """What it has kept meanwhile is not dropped."""
    script, _ = await watched(1, setWebhook=[fine(True)], getWebhookInfo=[told()])
    (asked,) = script.of("setWebhook")
    assert (asked["url"], asked["secret_token"]) == (URL, SECRET)
    assert list(asked["allowed_updates"]) == ["message", "edited_message", "callback_query"]
    assert 1 <= int(asked["max_connections"]) <= 100
    assert "drop_pending_updates" not in asked


@pytest.mark.parametrize(
    ("trouble", "what"),
    [
        (wrong(502, "Bad Gateway"), "error"),
        (wrong(400, "Bad Request: bad webhook: failed to resolve host: Name or service not known"), "does not take"),
        (wrong(429, "Too Many Requests: retry after 1", retry_after=1), "less often"),
    ],
)
async def test_it_is_told_until_it_takes_it(trouble: Answer, what: str) -> None:
    """What is wrong meanwhile is said once."""
    script, logs = await watched(1, setWebhook=[trouble, trouble, fine(True)], getWebhookInfo=[told()])
    assert len(script.of("setWebhook")) == 3
    assert [level for level, _ in logs] == ["error", "info", "info"]
    assert what in logs[0][1]


async def test_a_failure_is_said_once_and_when_it_is_over() -> None:
    """One from before this start is not ours."""
    infos = [failed(at) for at in (5, 5, 5, 6, 7, 7, 7)]
    _, logs = await watched(7, setWebhook=[fine(True)], getWebhookInfo=infos)
    assert logs == [
        ("info", "Telegram brings messages to the webhook"),
        ("error", "Telegram has brought a message"),
        ("info", "Telegram reaches the webhook again"),
    ]


@pytest.mark.parametrize("url", ["", "https://elsewhere.example/telegram"])
async def test_an_address_that_somebody_changed_is_named_and_left_to_a_person(url: str) -> None:
    """Two programs that set it in turns would each get half of the messages."""
    infos = [told(), told(url), told(url), told()]
    script, logs = await watched(5, setWebhook=[fine(True)], getWebhookInfo=infos)
    assert logs[1:] == [
        ("error", "Telegram no longer brings this bot's messages"),
        ("info", "Telegram reaches the webhook again"),
    ]
    assert len(script.of("setWebhook")) == 1
