"""The key that codes are hashed with: from outside, or one of our own in a file that only we can read."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from servicing.errors import CodeKeyDamaged
from servicing.settings import Settings

KEY_BYTES = 32
FILE = "code.key"


def code_key(settings: Settings) -> bytes:
    """The key; several bots on several machines need the same one, so there it is set from outside.

    Raises `CodeKeyDamaged`.
    """
    if settings.code_key:
        return settings.code_key.encode()
    file = settings.home / FILE
    if not file.exists():
        _make(file)
    key = file.read_bytes()
    if len(key) < KEY_BYTES:
        raise CodeKeyDamaged(f"The file {file} holds no whole key. Delete it; a new one is made at the next start.")
    return key


def _make(file: Path) -> None:
    """Under its name it appears whole; of two that make it at once, the first one's counts."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{FILE}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        written.write(secrets.token_bytes(KEY_BYTES))
        written.flush()
        os.fsync(written.fileno())
    with suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()
