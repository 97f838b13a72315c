"""Files that were sent, by their ids."""

import secrets
from dataclasses import dataclass

from tests.bot.telegram.calls import Json
from tests.bot.telegram.clock import Clock
from tests.bot.telegram.refusals import Refusal, bad_request

LARGEST_DOWNLOAD_BYTES = 20 * 1024 * 1024
LINK_SECONDS = 3600


@dataclass
class File:
    """A file and until when its address holds; 0 before anybody asked for one."""

    id: str
    unique_id: str
    content: bytes
    path: str
    open_until: float = 0.0

    def json(self) -> Json:
        """What messages say of it."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class Files:
    """Whatever anybody sent."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._by_id: dict[str, File] = {}

    def keep(self, content: bytes, folder: str, ending: str) -> File:
        """A new file."""
        number = len(self._by_id)
        unguessable = secrets.token_urlsafe(40)
        file = File(f"AgAC{unguessable}", f"AQAD{number:08d}", content, f"{folder}/file_{number}{ending}")
        self._by_id[file.id] = file
        return file

    def get(self, file_id: str) -> File:
        """Raises: Refusal."""
        if file_id not in self._by_id:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return self._by_id[file_id]

    def open(self, file_id: str) -> Json:
        """The File of the documentation, with an address that holds for an hour. Raises: Refusal."""
        if not file_id:
            raise bad_request("file_id not specified")
        file = self.get(file_id)
        if len(file.content) > LARGEST_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        file.open_until = self._clock.now() + LINK_SECONDS
        return file.json() | {"file_path": file.path}

    def download(self, path: str) -> bytes:
        """The content at an address that was given out. Raises: Refusal."""
        for file in self._by_id.values():
            if file.path == path and file.open_until > self._clock.now():
                return file.content
        raise Refusal(404, "Not Found")
