"""Who may ask for whom: a conversation speaks for a borrower only once it is linked to them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from servicing.errors import CasesUnreachable, NotProven
from servicing.store.tables import LINKS


@dataclass(frozen=True)
class Access:
    """The links between conversations and borrowers. It fails closed: no link, or no database, no borrower."""

    engine: Engine

    def borrower_of(self, conversation: str) -> str:
        """The borrower that a conversation speaks for; raises `NotProven` or `CasesUnreachable`."""
        try:
            with self.engine.connect() as connection:
                found = connection.execute(select(LINKS.c.borrower_id).where(LINKS.c.conversation == conversation))
                borrower_id = found.scalar_one_or_none()
        except (DBAPIError, NoConnectionFree) as error:
            raise CasesUnreachable from error
        if borrower_id is None:
            raise NotProven
        return str(borrower_id)

    def borrower_if_proved(self, conversation: str) -> str | None:
        """The same, with None for a conversation that is not linked; raises `CasesUnreachable`."""
        try:
            return self.borrower_of(conversation)
        except NotProven:
            return None

    def link(self, conversation: str, borrower_id: str, at: datetime) -> None:
        """Let a conversation speak for a borrower from now on, and for nobody else."""
        try:
            with self.engine.begin() as connection:
                connection.execute(delete(LINKS).where(LINKS.c.conversation == conversation))
                row = {"conversation": conversation, "borrower_id": borrower_id, "linked_at": at}
                connection.execute(insert(LINKS).values(**row))
        except (DBAPIError, NoConnectionFree) as error:
            raise CasesUnreachable from error
