"""Does Telegram accept the token? Asked only when TELEGRAM_TOKEN is set; the token is never printed."""

import asyncio
from collections.abc import Iterator

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.doctor.findings import Bench, Finding, fault, ok, warning


def check(bench: Bench) -> Iterator[Finding]:
    """One finding. Messages of the library are not shown, since some of them quote the token."""
    token = bench.environ.get("TELEGRAM_TOKEN")
    if not token:
        yield ok("Telegram is not used (TELEGRAM_TOKEN is not set)")
        return
    yield asyncio.run(_asked(token, bench.telegram_api))


async def _asked(token: str, api: str) -> Finding:
    try:
        async with Bot(token, base_url=api) as bot:
            return ok(f"Telegram accepts the token, for @{bot.username}")
    except InvalidToken:
        return fault("Telegram refuses the token", "set TELEGRAM_TOKEN to the one that BotFather gave")
    except TelegramError as error:
        return warning(
            f"Telegram could not be asked about the token ({type(error).__name__})",
            "check the network of this machine and its proxy settings",
        )
