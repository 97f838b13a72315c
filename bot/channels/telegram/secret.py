"""What Telegram proves itself with at the webhook: set from outside, or made once and kept in a file of our own."""

import os
import secrets

from bot.channels.telegram.settings import SECRET, SECRET_FORM, TelegramMisset, TelegramSettings

FILE = "telegram.secret"
SECRET_BYTES = 32


def secret_of(settings: TelegramSettings) -> str:
    """The secret; several bots behind one address need the same one, so there it is set. Raises `TelegramMisset`."""
    if settings.secret:
        return settings.secret
    file = settings.home / FILE
    if not file.exists():
        _make(settings)
    secret = file.read_bytes().decode("ascii", "replace")
    if not SECRET_FORM.fullmatch(secret):
        raise TelegramMisset(f"{file} holds no whole secret: delete it, so that a new one is made, or set {SECRET}")
    return secret


def _make(settings: TelegramSettings) -> None:
    """Only we can read it, and under its name it appears whole; one bot a home folder runs, so nobody else makes it."""
    settings.home.mkdir(parents=True, exist_ok=True)
    draft = settings.home / f"{FILE}.{secrets.token_hex(8)}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        written.write(secrets.token_urlsafe(SECRET_BYTES).encode("ascii"))
        written.flush()
        os.fsync(written.fileno())
    draft.replace(settings.home / FILE)
