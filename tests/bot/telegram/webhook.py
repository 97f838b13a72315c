"""setWebhook and what follows: each chat gets its updates one after the other, each until it was taken."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from tests.bot.telegram.calls import Call, Json
from tests.bot.telegram.refusals import bad_request
from tests.bot.telegram.updates import Update
from tests.bot.telegram.world import World

LOOK_SECONDS = 0.01
ANSWER_SECONDS = 10.0
LONGEST_BACK_OFF = 64
PORTS = {80, 88, 443, 8443}
HERE = {"127.0.0.1", "localhost"}
SECRET = re.compile(r"[A-Za-z0-9_-]*")
LONGEST_SECRET = 256
Task = asyncio.Task[None]


@dataclass(eq=False)
class Webhook:
    """Where updates are sent, and how that goes: each attempt is (update id, status or 0 for no answer)."""

    url: str
    secret: str
    max_connections: int
    attempts: list[tuple[int, int]] = field(default_factory=list)
    error: str = ""
    error_date: int = 0
    busy: dict[int, Task] = field(default_factory=dict)
    not_before: dict[int, float] = field(default_factory=dict)
    at_work: Task | None = None


def set_webhook(world: World, call: Call) -> bool:
    """From now on updates are sent there; an open poll ends. An empty address: as deleteWebhook."""
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return delete_webhook(world, call)
    _check(url, secret)
    world.updates.choose(call)
    delete_webhook(world, call)
    world.webhook = Webhook(url, secret, call.whole("max_connections", 40, 1, 100))
    world.webhook.at_work = asyncio.create_task(_deliver(world, world.webhook))
    return True


def delete_webhook(world: World, call: Call) -> bool:
    """Updates wait for getUpdates again."""
    world.webhook = None
    if call.yes("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, _: Call) -> Json:
    """The WebhookInfo of the documentation."""
    waiting = len(world.updates.waiting())
    told: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": waiting}
    webhook = world.webhook
    if webhook:
        told |= {"url": webhook.url, "max_connections": webhook.max_connections}
        if webhook.error:
            told |= {"last_error_date": webhook.error_date, "last_error_message": webhook.error}
    return told | ({"allowed_updates": world.updates.allowed} if world.updates.allowed else {})


def _check(url: str, secret: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    # A Bot API server on one's own machine takes any address; tests need that for this machine only.
    if parts.hostname in HERE:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


async def _deliver(world: World, webhook: Webhook) -> None:
    async with httpx.AsyncClient(timeout=ANSWER_SECONDS, trust_env=False) as client:
        while world.webhook is webhook:
            for update in _due(world, webhook):
                webhook.busy[update.chat] = asyncio.create_task(_send(world, webhook, client, update))
            await asyncio.sleep(LOOK_SECONDS)


def _due(world: World, webhook: Webhook) -> list[Update]:
    """The oldest update of each chat that is not busy and not to be left alone for a while."""
    with world.lock:
        first = {each.chat: each for each in reversed(world.updates.waiting())}
    webhook.busy = {chat: task for chat, task in webhook.busy.items() if not task.done()}
    rested = [each for chat, each in first.items() if webhook.not_before.get(chat, 0.0) <= time.monotonic()]
    due = [each for each in rested if each.chat not in webhook.busy]
    return sorted(due, key=lambda each: each.id)[: webhook.max_connections - len(webhook.busy)]


async def _send(world: World, webhook: Webhook, client: httpx.AsyncClient, update: Update) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
    try:
        answer = await client.post(webhook.url, json=update.json(), headers=headers)
    except httpx.HTTPError:
        _failed(world, webhook, update, 0, "Webhook connection closed")
        return
    if answer.is_success:
        webhook.attempts.append((update.id, answer.status_code))
        with world.lock:
            world.updates.done(update)
        return
    why = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
    _failed(world, webhook, update, answer.status_code, why, answer.headers.get("retry-after", ""))


def _failed(world: World, webhook: Webhook, update: Update, status: int, why: str, retry_after: str = "") -> None:
    """At once again after the first failure, then after 2, 4, 8 … seconds, unless the receiver said when."""
    before = sum(1 for number, _ in webhook.attempts if number == update.id)
    webhook.attempts.append((update.id, status))
    wait = min(2**before, LONGEST_BACK_OFF) * world.webhook_back_off_seconds if before else 0.0
    if retry_after.isdecimal():
        wait = float(retry_after)
    webhook.not_before[update.chat] = time.monotonic() + wait
    webhook.error, webhook.error_date = why, world.clock.date()


METHODS = {"setWebhook": set_webhook, "deleteWebhook": delete_webhook, "getWebhookInfo": get_webhook_info}
