"""Does Telegram accept the token, and can messages be fetched with it? Asked only where one is set; never printed."""

import asyncio
from collections.abc import Iterator

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.settings import HOW_TO_ADD, TOKEN, WEBHOOK, TelegramMisset, TelegramSettings, settings_in
from bot.channels.telegram.trouble import WEBHOOK as ELSEWHERE
from bot.doctor.findings import Bench, Finding, fault, ok, warning


def check(bench: Bench) -> Iterator[Finding]:
    """One finding. Messages of the library are not shown, since some of them quote the token."""
    try:
        settings = settings_in(bench.environ)
    except TelegramMisset as misset:
        what, _, remedy = str(misset).partition(": ")
        yield fault(what, remedy)
        return
    yield asyncio.run(_asked(settings)) if settings else ok(f"Telegram is not used ({HOW_TO_ADD})")


async def _asked(settings: TelegramSettings) -> Finding:
    try:
        async with Bot(settings.token, settings.base_url) as bot:
            hook = await bot.get_webhook_info()
            if hook.url and settings.webhook is None:
                return fault(ELSEWHERE.what, ELSEWHERE.next_step)
            way = f", and brings its messages to {WEBHOOK}" if hook.url and hook.url == settings.webhook else ""
            return ok(f"Telegram accepts the token, for @{bot.username}{way}")
    except InvalidToken:
        return fault("Telegram refuses the token", f"set {TOKEN} to the one that @BotFather gave")
    except TelegramError as error:
        return warning(
            f"Telegram could not be asked about the token ({type(error).__name__})",
            "check the network of this machine and its proxy settings",
        )
