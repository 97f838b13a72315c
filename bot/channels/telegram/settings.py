"""How the bot reaches Telegram, as the environment says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

TOKEN, API = "DUIZHANG_TELEGRAM_TOKEN", "DUIZHANG_TELEGRAM_API"
WEBHOOK, SECRET = "DUIZHANG_TELEGRAM_WEBHOOK", "DUIZHANG_TELEGRAM_SECRET"
PUBLIC_API = "https://api.telegram.org"
FORM = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")
# What Telegram takes, and long enough that nobody guesses it.
SECRET_FORM = re.compile(r"[A-Za-z0-9_-]{32,256}")
HOOK_PATH = "/telegram"
# To others Telegram itself brings nothing; a Bot API server of one's own brings to any, also without TLS.
HOOK_PORTS = (443, 80, 88, 8443)
HOW_TO_ADD = f"to chat in Telegram, get a token from @BotFather and set {TOKEN}"


class TelegramMisset(ValueError):
    """A setting cannot be right; the sentence says which, what to do, and nothing of a secret."""


@dataclass(frozen=True)
class TelegramSettings:
    """The token, which is never shown, and the address of the Bot API.

    `webhook` is the public address to which Telegram brings updates, None where they are fetched; `secret` is what it
    proves itself with there, None for one of our own in `home`.
    """

    token: str = field(repr=False)
    api: str = PUBLIC_API
    webhook: str | None = None
    secret: str | None = field(default=None, repr=False)
    home: Path = Path("var")

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
        raise TelegramMisset(f"{TOKEN} is no token; set it to the one that @BotFather gave, such as 123456:ABC-DEF")
    api = _api(environ.get(API, "").strip().rstrip("/") or PUBLIC_API)
    webhook = _webhook(environ.get(WEBHOOK, "").strip(), api == PUBLIC_API)
    home = Path(environ.get("DUIZHANG_HOME") or "var")
    return TelegramSettings(token, api, webhook, _secret(environ.get(SECRET, "").strip()), home)


def _api(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise TelegramMisset(f"{API} is no address: set it to one such as {PUBLIC_API}, or leave it out")
    return address


def _webhook(address: str, is_public_api: bool) -> str | None:
    if address and not _is_webhook(address, is_public_api):
        raise TelegramMisset(
            f"{WEBHOOK} is no address to which Telegram brings messages: set it to one such as "
            f"https://bot.example{HOOK_PATH} (its end is {HOOK_PATH}, its port 443, 80, 88 or 8443), or leave it out"
        )
    return address or None


def _is_webhook(address: str, is_public_api: bool) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port or HOOK_PORTS[0]
    except ValueError:
        return False
    is_plain = bool(parts.hostname) and "@" not in parts.netloc and not parts.query and not parts.fragment
    is_reached = parts.scheme == "https" and port in HOOK_PORTS if is_public_api else parts.scheme in ("http", "https")
    return is_plain and is_reached and parts.path.endswith(HOOK_PATH)


def _secret(text: str) -> str | None:
    if text and not SECRET_FORM.fullmatch(text):
        raise TelegramMisset(f"{SECRET} must have 32 to 256 letters, digits, _ or -: set it so, or leave it out")
    return text or None
