"""Who may ask for whom: a conversation speaks for a borrower once it is linked to them, while the proof is fresh."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, insert, select, update

from servicing.errors import NotProven, ProofAged
from servicing.settings import PROOF_MINUTES
from servicing.store.reach import within_reach
from servicing.store.tables import LINKS


@dataclass(frozen=True)
class Access:
    """The links between conversations and borrowers.

    It fails closed: without a link, after a silence of more than `proof_lasts` (None: however long), or without the
    database, there is no borrower.
    """

    engine: Engine
    clock: Callable[[], datetime]
    proof_lasts: timedelta | None = timedelta(minutes=PROOF_MINUTES)

    def borrower_of(self, conversation: str) -> str:
        """The borrower that a conversation speaks for; raises `NotProven`, `ProofAged` or `CasesUnreachable`."""
        query = select(LINKS.c.borrower_id, LINKS.c.seen_at).where(LINKS.c.conversation == conversation)
        with within_reach(), self.engine.connect() as connection:
            link = connection.execute(query).one_or_none()
        if link is None:
            raise NotProven
        if self.proof_lasts is not None and self.clock() - link.seen_at > self.proof_lasts:
            raise ProofAged
        return str(link.borrower_id)

    def borrower_if_proved(self, conversation: str) -> str | None:
        """The same, with None for a conversation that is not linked, or not any more; raises `CasesUnreachable`."""
        try:
            return self.borrower_of(conversation)
        except NotProven:
            return None

    def link(self, conversation: str, borrower_id: str, at: datetime) -> None:
        """Let a conversation speak for a borrower from now on, and for nobody else; raises `CasesUnreachable`."""
        with within_reach(), self.engine.begin() as connection:
            put_link(connection, conversation, borrower_id, at)

    def seen(self, conversation: str, at: datetime) -> None:
        """Note that something was said; a proof that has aged by then stays so. Raises `CasesUnreachable`.

        To be called before the message is answered: otherwise the answer would come too late for its own message.
        """
        said = update(LINKS).where(LINKS.c.conversation == conversation, LINKS.c.seen_at < at)
        if self.proof_lasts is not None:
            said = said.where(LINKS.c.seen_at >= at - self.proof_lasts)
        with within_reach(), self.engine.begin() as connection:
            connection.execute(said.values(seen_at=at))

    def unlink(self, conversation: str) -> None:
        """Let a conversation speak for nobody any more; raises `CasesUnreachable`."""
        with within_reach(), self.engine.begin() as connection:
            drop_link(connection, conversation)


def put_link(connection: Connection, conversation: str, borrower_id: str, at: datetime) -> None:
    """Link within a transaction of somebody else, so that a proof is used up with its link or not at all."""
    drop_link(connection, conversation)
    row = {"conversation": conversation, "borrower_id": borrower_id, "linked_at": at, "seen_at": at}
    connection.execute(insert(LINKS).values(**row))


def drop_link(connection: Connection, conversation: str) -> None:
    """Take a link away within a transaction of somebody else."""
    connection.execute(delete(LINKS).where(LINKS.c.conversation == conversation))
