"""How the bot reaches Telegram, as the environment says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

TOKEN, API = "DUIZHANG_TELEGRAM_TOKEN", "DUIZHANG_TELEGRAM_API"
PUBLIC_API = "https://api.telegram.org"
FORM = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")
HOW_TO_ADD = f"to chat in Telegram, get a token from @BotFather and set {TOKEN}"


class TelegramMisset(ValueError):
    """A setting cannot be right; the sentence says which, what to do, and nothing of a secret."""


@dataclass(frozen=True)
class TelegramSettings:
    """The token, which is never shown, and the address of the Bot API."""

    token: str = field(repr=False)
    api: str = PUBLIC_API

    @property
    def base_url(self) -> str:
        """Where methods are called, as python-telegram-bot wants it."""
        return f"{self.api}/bot"

    @property
    def base_file_url(self) -> str:
        """Where files are fetched."""
        return f"{self.api}/file/bot"


def settings_in(environ: Mapping[str, str]) -> TelegramSettings | None:
    """The settings; None without a token. Raises `TelegramMisset`."""
    token = environ.get(TOKEN, "").strip()
    if not token:
        return None
    if not FORM.fullmatch(token):
        raise TelegramMisset(f"{TOKEN} is no token: set it to the one that @BotFather gave, such as 123456:ABC-DEF")
    return TelegramSettings(token, _api(environ.get(API, "").strip().rstrip("/") or PUBLIC_API))


def _api(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise TelegramMisset(f"{API} is no address: set it to one such as {PUBLIC_API}, or leave it out")
    return address
