"""Where cases are kept: opened once a conversation, added to afterwards."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, Engine, insert, select
from sqlalchemy.exc import DBAPIError

from servicing.cases.case import Case
from servicing.errors import CasesUnreachable
from servicing.store.tables import CASE_EVENTS, CASES


class CaseBook:
    """The cases in our own database; every method raises `CasesUnreachable` when it cannot be reached."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self, case: Case) -> Case:
        """Open the case, or, where the conversation has an open one, note the new reason on that one and return it."""
        try:
            with self._engine.begin() as connection:
                standing = _open_case(connection, case.conversation)
                if standing is None:
                    connection.execute(insert(CASES).values(**asdict(case)))
                kept = standing or case
                event = {"case_number": kept.number, "kind": case.reason, "at": case.opened_at}
                connection.execute(insert(CASE_EVENTS).values(**event))
                return kept
        except DBAPIError as error:
            raise CasesUnreachable from error

    def of_conversation(self, conversation: str) -> Sequence[Case]:
        """The cases of a conversation, the latest first."""
        return self._read(CASES.c.conversation == conversation)

    def of_borrower(self, borrower_id: str) -> Sequence[Case]:
        """The cases of a borrower, whichever conversation they came from, the latest first."""
        return self._read(CASES.c.borrower_id == borrower_id)

    def _read(self, which: ColumnElement[bool]) -> Sequence[Case]:
        query = select(CASES).where(which).order_by(CASES.c.opened_at.desc())
        try:
            with self._engine.connect() as connection:
                return [Case(**row._mapping) for row in connection.execute(query)]
        except DBAPIError as error:
            raise CasesUnreachable from error


def _open_case(connection: Connection, conversation: str) -> Case | None:
    query = select(CASES).where(CASES.c.conversation == conversation, CASES.c.state == "open").with_for_update()
    row = connection.execute(query).first()
    return Case(**row._mapping) if row else None
