"""getUpdates."""

import asyncio
import time

from tests.bot.telegram.calls import Call, Json
from tests.bot.telegram.refusals import conflict
from tests.bot.telegram.world import World

LONGEST_SECONDS = 50
LOOK_SECONDS = 0.01
WEBHOOK_IS_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_CAME = "terminated by setWebhook request"


async def get_updates(world: World, call: Call) -> list[Json]:
    """What waits, or what comes before the time is over.

    Raises: Refusal (409) when a webhook is set; an open poll gets it as soon as another poll begins to wait.
    """
    timeout = call.whole("timeout", 0, 0, LONGEST_SECONDS)
    offset, limit = call.whole("offset", 0, -(2**31), 2**31), call.whole("limit", 100, 1, 100)
    with world.lock:
        if world.webhook:
            raise conflict(WEBHOOK_IS_SET)
        world.updates.choose(call)
        found = world.updates.read(offset, limit)
        if not found and timeout:
            world.polls += 1
        poll = world.polls
    until = time.monotonic() + timeout
    while not found and time.monotonic() < until:
        await asyncio.sleep(LOOK_SECONDS)
        with world.lock:
            if world.webhook:
                raise conflict(WEBHOOK_CAME)
            if world.polls != poll:
                raise conflict(OTHER_POLL)
            found = world.updates.read(max(0, offset), limit)
    return [each.json() for each in found]


METHODS = {"getUpdates": get_updates}
