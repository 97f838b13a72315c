"""Where cases are kept: opened once a conversation, added to afterwards."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from sqlalchemy import ColumnElement, Connection, Engine, and_, insert, or_, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from servicing.cases.case import Case, new_number
from servicing.errors import CasesUnreachable
from servicing.store.tables import CASE_EVENTS, CASES

# A number that is taken, and a case that somebody opened a moment ago, are both met by trying once more.
TRIES = 5


class CaseBook:
    """The cases in our own database; every method raises `CasesUnreachable` when it cannot be reached."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self, case: Case) -> Case:
        """Open the case, or, where the conversation has an open one, note the new reason on that one and return it.

        A case that was opened before anybody had proved who they are becomes the borrower's; one of another borrower
        is left alone. A number that is taken is replaced.
        """
        try:
            return self._tried(case, TRIES)
        except (DBAPIError, NoConnectionFree) as error:
            raise CasesUnreachable from error

    def of_conversation(self, conversation: str) -> Sequence[Case]:
        """The cases of a conversation, the latest first."""
        return self._read(CASES.c.conversation == conversation)

    def of_borrower(self, borrower_id: str, conversation: str | None = None) -> Sequence[Case]:
        """The cases of a borrower, whichever conversation they came from, the latest first.

        With a conversation, also those that it opened before it was known whose it is.
        """
        of_nobody = and_(CASES.c.borrower_id.is_(None), CASES.c.conversation == conversation)
        return self._read(or_(CASES.c.borrower_id == borrower_id, of_nobody))

    def _tried(self, case: Case, tries: int) -> Case:
        try:
            return self._noted(case)
        except IntegrityError:
            if tries == 1:
                raise
            return self._tried(replace(case, number=new_number()), tries - 1)

    def _noted(self, case: Case) -> Case:
        with self._engine.begin() as connection:
            kept = _standing(connection, case)
            if kept is None:
                connection.execute(insert(CASES).values(**asdict(case)))
                kept = case
            event = {"case_number": kept.number, "kind": case.reason, "at": case.opened_at}
            found = {"symptom": case.symptom, "diagnosis": case.diagnosis}
            connection.execute(insert(CASE_EVENTS).values(**event, **found))
            return kept

    def _read(self, which: ColumnElement[bool]) -> Sequence[Case]:
        query = select(CASES).where(which).order_by(CASES.c.opened_at.desc())
        try:
            with self._engine.connect() as connection:
                return [Case(**row._mapping) for row in connection.execute(query)]
        except (DBAPIError, NoConnectionFree) as error:
            raise CasesUnreachable from error


def _standing(connection: Connection, case: Case) -> Case | None:
    """The open case that a new reason belongs to, its borrower filled in."""
    query = (
        select(CASES)
        .where(CASES.c.conversation == case.conversation, CASES.c.state == "open")
        .where(or_(CASES.c.borrower_id.is_(None), CASES.c.borrower_id == case.borrower_id))
        .order_by(CASES.c.opened_at, CASES.c.number)
        .with_for_update()
    )
    found = [Case(**row._mapping) for row in connection.execute(query)]
    own = [each for each in found if each.borrower_id == case.borrower_id]
    if own or not found:
        return own[0] if own else None
    connection.execute(update(CASES).where(CASES.c.number == found[0].number).values(borrower_id=case.borrower_id))
    return replace(found[0], borrower_id=case.borrower_id)
