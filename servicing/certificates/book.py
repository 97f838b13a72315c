"""Where certificates are kept: issued once for the same facts, looked up by number, withdrawn but never deleted."""

import json
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Engine, Select, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from servicing.certificates.certificate import Certificate, Draft, new_number
from servicing.errors import CasesUnreachable
from servicing.store.tables import CERTIFICATES

# A number that is taken, and the same certificate issued a moment ago, are both met by trying once more.
TRIES = 5


class CertificateBook:
    """The certificates in our own database; every method raises `CasesUnreachable` when it cannot be reached."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def issue(self, draft: Draft, at: datetime) -> Certificate:
        """The certificate that says this: the one that stands already, else a new one."""
        try:
            return self._tried(draft, at, TRIES)
        except (DBAPIError, NoConnectionFree) as error:
            raise CasesUnreachable from error

    def find(self, number: str) -> Certificate | None:
        """The certificate of that number."""
        return self._one(select(CERTIFICATES).where(CERTIFICATES.c.number == number))

    def withdraw(self, number: str, at: datetime) -> Certificate | None:
        """Take a certificate back from a moment on; one that was taken back before keeps its moment."""
        standing = update(CERTIFICATES).where(CERTIFICATES.c.number == number, CERTIFICATES.c.withdrawn_at.is_(None))
        try:
            with self._engine.begin() as connection:
                connection.execute(standing.values(withdrawn_at=at))
        except (DBAPIError, NoConnectionFree) as error:
            raise CasesUnreachable from error
        return self.find(number)

    def _tried(self, draft: Draft, at: datetime, tries: int) -> Certificate:
        standing = self._standing(draft)
        if standing:
            return standing
        certificate = _new(draft, at)
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(CERTIFICATES).values(**asdict(certificate)))
        except IntegrityError:
            if tries == 1:
                raise
            return self._tried(draft, at, tries - 1)
        return certificate

    def _standing(self, draft: Draft) -> Certificate | None:
        return self._one(
            select(CERTIFICATES)
            .where(CERTIFICATES.c.borrower_id == draft.borrower_id, CERTIFICATES.c.digest == draft.digest)
            .where(CERTIFICATES.c.withdrawn_at.is_(None))
        )

    def _one(self, query: Select[tuple[object, ...]]) -> Certificate | None:
        try:
            with self._engine.connect() as connection:
                row = connection.execute(query).first()
        except (DBAPIError, NoConnectionFree) as error:
            raise CasesUnreachable from error
        return Certificate(**row._mapping) if row else None


def _new(draft: Draft, at: datetime) -> Certificate:
    return Certificate(
        number=new_number(at.year),
        kind=draft.kind,
        borrower_id=draft.borrower_id,
        subject=draft.subject,
        says=json.dumps(draft.says, ensure_ascii=False, sort_keys=True),
        digest=draft.digest,
        issued_at=at,
        withdrawn_at=None,
    )
