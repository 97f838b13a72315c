"""The files that borrowers sent, each once: its name is the hash of what is in it."""

import errno
import hashlib
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600
# What others need of the same disk, the conversations among them, is not filled up with files.
LEAST_FREE_BYTES = 500_000_000


@dataclass(frozen=True)
class Files:
    """A folder of our own; nobody else of this machine can read it. Every method raises `OSError` as the disk does."""

    folder: Path
    least_free_bytes: int = LEAST_FREE_BYTES

    def put(self, content: bytes) -> str:
        """Keep a file, on the disk when this returns; its SHA-256 in hexadecimal. Some of the disk is left free."""
        digest = hashlib.sha256(content).hexdigest()
        place = self._place(digest)
        if not place.exists():
            place.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            self._make_sure_of_room(len(content))
            self._write(place, content)
        return digest

    def get(self, digest: str) -> bytes:
        """The file of a hash; raises `FileNotFoundError`."""
        return self._place(digest).read_bytes()

    def _make_sure_of_room(self, size: int) -> None:
        if shutil.disk_usage(self.folder).free - size < self.least_free_bytes:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    def _write(self, place: Path, content: bytes) -> None:
        """Under its name a file is whole, whatever happens meanwhile; the folder's own entry is on the disk as well."""
        draft = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)
        for folder in (place.parent, self.folder):
            _sync(folder)


def _sync(folder: Path) -> None:
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
