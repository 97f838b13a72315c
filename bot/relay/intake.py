"""Files that somebody sends: kept as proof, shown as lines of the conversation, and answered once for a whole batch."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.relay.messages import Incoming
from bot.relay.relay import Relay
from bot.voice.button import Button
from servicing.evidence.keeping import Keeping
from servicing.evidence.pieces import Piece

# The press that no message shows: something was sent; under an id of its own, which has to have room for the batch.
SENT, SLOT = "send_file", "files."
LONGEST_BATCH = 48


@dataclass(frozen=True)
class Intake:
    """The way of a file; every step does no harm a second time."""

    relay: Relay
    keeping: Keeping
    clock: Callable[[], datetime]

    async def take(self, conversation: str, source: str, batch: str, content: bytes) -> None:
        """Keep a file that is here whole, then its line, then have it answered.

        Raises `EvidenceRefused`, `CasesUnreachable` or `SQLAlchemyError`.
        """
        piece = await self.keep(conversation, source, content)
        await self.relay.take(Incoming(conversation, source, facts=files_of(piece), quiet=True))
        await self.answer(conversation, batch)

    async def keep(self, conversation: str, source: str, content: bytes) -> Piece:
        """Keep it as proof; raises `EvidenceRefused` or `CasesUnreachable`."""
        return await asyncio.to_thread(self.keeping.keep, conversation, source, content, self.clock())

    async def answer(self, conversation: str, batch: str) -> None:
        """Tell the engine that something was sent, once for all that came together.

        Whoever has not written yet is answered in the language of the page or app that they have.
        """
        given = await asyncio.to_thread(self._language, conversation)
        await self.relay.press(conversation, Button("", SENT, given), f"{SLOT}{batch}")

    def _language(self, conversation: str) -> Mapping[str, str]:
        book = self.relay.book
        language = book.language_of(conversation) if book.is_wordless(conversation) else None
        return {} if language is None else {"language": language}


def files_of(piece: Piece) -> Mapping[str, Any]:
    """The facts of a line that brought a file."""
    return {"files": [{"id": piece.id, "kind": piece.kind, "size": piece.size}]}
