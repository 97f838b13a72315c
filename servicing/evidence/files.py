"""The files that borrowers sent, each once: its name is the hash of what is in it."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600


@dataclass(frozen=True)
class Files:
    """A folder of our own; nobody else of this machine can read it. Every method raises `OSError` as the disk does."""

    folder: Path

    def put(self, content: bytes) -> str:
        """Keep a file, on the disk when this returns; its SHA-256 in hexadecimal."""
        digest = hashlib.sha256(content).hexdigest()
        place = self._place(digest)
        if not place.exists():
            place.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            self._write(place, content)
        return digest

    def get(self, digest: str) -> bytes:
        """The file of a hash; raises `FileNotFoundError`."""
        return self._place(digest).read_bytes()

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
