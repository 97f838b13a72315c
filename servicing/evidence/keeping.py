"""The one door to what borrowers send as proof: it has a limit on everything, and says why it does not take a file.

What is kept is exactly what was sent. It is told apart by its first bytes only, so nobody is to open it who would not
open an attachment of a stranger's.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from servicing.access import Access
from servicing.errors import EvidenceRefused, EvidenceUnkept
from servicing.evidence.files import Files
from servicing.evidence.kinds import kind_of
from servicing.evidence.pieces import Piece, Pieces, new_id

LARGEST_BYTES = 10_000_000
MOST_A_DAY = 40
DAY = timedelta(days=1)
# Why a file is not taken, as the words for it are named.
EMPTY, TOO_LARGE, UNREADABLE, TOO_MANY = "empty", "too_large", "unreadable", "too_many"
REASONS = (EMPTY, TOO_LARGE, UNREADABLE, TOO_MANY)
# What the words about them have to say.
LIMITS = {"megabytes": LARGEST_BYTES // 1_000_000, "most": MOST_A_DAY}


@dataclass(frozen=True)
class Keeping:
    """Keeps files for the conversations that sent them."""

    pieces: Pieces
    files: Files
    access: Access

    def keep(self, conversation: str, source: str, content: bytes, at: datetime) -> Piece:
        """Keep a file that a conversation sent under the channel's own id; once, however often it comes.

        Raises `EvidenceRefused`, `CasesUnreachable`, or `EvidenceUnkept` where the disk does not take it.
        """
        known = self.pieces.of_source(conversation, source)
        if known is not None:
            return known
        kind = self._taken_as(conversation, content, at)
        try:
            digest = self.files.put(content)
        except OSError as error:
            raise EvidenceUnkept from error
        borrower_id = self.access.borrower_if_proved(conversation)
        return self.pieces.add(Piece(new_id(), conversation, source, borrower_id, digest, kind, len(content), at))

    def _taken_as(self, conversation: str, content: bytes, at: datetime) -> str:
        if not content:
            raise EvidenceRefused(EMPTY)
        if len(content) > LARGEST_BYTES:
            raise EvidenceRefused(TOO_LARGE)
        kind = kind_of(content)
        if kind is None:
            raise EvidenceRefused(UNREADABLE)
        if self.pieces.count_since(conversation, at - DAY) >= MOST_A_DAY:
            raise EvidenceRefused(TOO_MANY)
        return kind


def open_keeping(access: Access, home: Path) -> Keeping:
    """The door as the house opens it: the pieces stand in the database of the links, the files in the home folder."""
    return Keeping(Pieces(access.engine), Files(home / "evidence"), access)
