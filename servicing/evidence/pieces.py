"""Which files a conversation has sent as proof: each under the channel's own id of it, so that it is there once."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from servicing.store.reach import within_reach
from servicing.store.tables import EVIDENCE


@dataclass(frozen=True)
class Piece:
    """A file that was sent: `source` is the channel's own id, `digest` the SHA-256 of its content, `size` in bytes.

    `borrower_id` is for whom the conversation spoke just then, if for anybody.
    """

    id: str
    conversation: str
    source: str
    borrower_id: str | None
    digest: str
    kind: str
    size: int
    received_at: datetime


class Pieces:
    """The pieces in our own database; every method raises `CasesUnreachable` when it cannot be reached."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, piece: Piece) -> Piece:
        """Write it down; the one that stands where that source has sent it before."""
        with within_reach():
            try:
                with self._engine.begin() as connection:
                    connection.execute(insert(EVIDENCE).values(**asdict(piece)))
            except IntegrityError:
                standing = self.of_source(piece.conversation, piece.source)
                if standing is None:
                    raise
                return standing
        return piece

    def of_source(self, conversation: str, source: str) -> Piece | None:
        """The piece of a conversation under the channel's own id of it."""
        query = select(EVIDENCE).where(EVIDENCE.c.conversation == conversation, EVIDENCE.c.source == source)
        with within_reach(), self._engine.connect() as connection:
            row = connection.execute(query).first()
            return Piece(**row._mapping) if row else None

    def of_conversation(self, conversation: str) -> Sequence[Piece]:
        """All that a conversation has sent, in order."""
        query = select(EVIDENCE).where(EVIDENCE.c.conversation == conversation)
        with within_reach(), self._engine.connect() as connection:
            rows = connection.execute(query.order_by(EVIDENCE.c.received_at, EVIDENCE.c.id)).all()
            return [Piece(**row._mapping) for row in rows]

    def count_since(self, conversation: str, moment: datetime) -> int:
        """How many a conversation has sent since a moment."""
        query = select(func.count()).where(EVIDENCE.c.conversation == conversation, EVIDENCE.c.received_at >= moment)
        with within_reach(), self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())


def new_id() -> str:
    """It says nothing and cannot be guessed."""
    return secrets.token_hex(16)
