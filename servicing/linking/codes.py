"""One-time codes: six digits by chance, kept as a keyed hash, with a limit on how many and on how often they are tried.

Whether a phone is anybody's makes no difference to what is done: for nobody's, too, a code is kept; it fits nothing.
"""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from servicing.errors import TooManyCodes
from servicing.store.tables import LINK_CODES

DIGITS = 6
LASTS = timedelta(minutes=10)
MOST_TRIES = 5
MOST_CODES = 3
COUNTED = timedelta(hours=1)
LONGEST_CODE = 32
# Of PostgreSQL's advisory locks, the one of whoever asks for a code: "CODE" in ASCII.
LOCK = 0x434F4445


@dataclass(frozen=True)
class Codes:
    """The codes, by a key that does not stand in the database; each method is part of somebody else's transaction."""

    key: bytes

    def new(self, connection: Connection, conversation: str, phone: str, borrower_id: str | None, at: datetime) -> str:
        """Make a code, in the place of the conversation's last one; raises `TooManyCodes`."""
        phone_digest = self._digest("phone", phone)
        _one_after_the_other(connection, at)
        if _asked_for(connection, conversation, phone_digest, at) >= MOST_CODES:
            raise TooManyCodes
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        row = {
            "conversation": conversation,
            "phone_digest": phone_digest,
            "borrower_id": borrower_id,
            "digest": self._digest("code", conversation, code),
            "tries": 0,
            "asked_at": at,
        }
        connection.execute(insert(LINK_CODES).values(**row))
        return code

    def use(self, connection: Connection, conversation: str, code: str, at: datetime) -> str | None:
        """The borrower whom a code proves, which is used up by it; None where it proves nobody.

        The try counts either way, so the transaction has to be committed.
        """
        asked = _tried(connection, conversation, at)
        given = self._digest("code", conversation, _as_typed(code))
        fits = hmac.compare_digest(given, asked.digest if asked else self._digest("none"))
        if asked is None or asked.borrower_id is None or not fits:
            return None
        connection.execute(update(LINK_CODES).where(LINK_CODES.c.id == asked.id).values(used_at=at))
        return str(asked.borrower_id)

    def _digest(self, *parts: str) -> str:
        text = "\0".join(parts).encode("utf-8", "surrogatepass")
        return hmac.new(self.key, text, hashlib.sha256).hexdigest()


def void(connection: Connection, conversation: str) -> None:
    """Let no code of a conversation prove anybody; what the limits count stays until the hour is over."""
    own = update(LINK_CODES).where(LINK_CODES.c.conversation == conversation)
    connection.execute(own.values(borrower_id=None, digest=""))


def clear_away(connection: Connection, at: datetime) -> None:
    """Delete the codes that no limit counts any more."""
    connection.execute(delete(LINK_CODES).where(LINK_CODES.c.asked_at <= at - COUNTED))


def _one_after_the_other(connection: Connection, at: datetime) -> None:
    """Nobody else asks meanwhile, or the limit could be passed; on SQLite the first write already sees to that."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    clear_away(connection, at)


def _asked_for(connection: Connection, conversation: str, phone_digest: str, at: datetime) -> int:
    """How many codes there were within the hour, for the conversation or for the phone, whichever had more."""
    by_conversation = func.count().filter(LINK_CODES.c.conversation == conversation)
    by_phone = func.count().filter(LINK_CODES.c.phone_digest == phone_digest)
    query = select(by_conversation, by_phone).where(LINK_CODES.c.asked_at > at - COUNTED)
    return max(connection.execute(query).one())


def _tried(connection: Connection, conversation: str, at: datetime) -> Row[Any] | None:
    """The latest code of a conversation, one more try counted; None where it may not be tried any more."""
    latest = select(func.max(LINK_CODES.c.id)).where(LINK_CODES.c.conversation == conversation).scalar_subquery()
    tried = update(LINK_CODES).where(
        LINK_CODES.c.id == latest,
        LINK_CODES.c.used_at.is_(None),
        LINK_CODES.c.asked_at > at - LASTS,
        LINK_CODES.c.tries < MOST_TRIES,
    )
    counted = tried.values(tries=LINK_CODES.c.tries + 1)
    return connection.execute(counted.returning(LINK_CODES.c.id, LINK_CODES.c.borrower_id, LINK_CODES.c.digest)).first()


def _as_typed(code: str) -> str:
    """The digits as they were sent: full-width ones are the same, and space between them means nothing."""
    return "".join(unicodedata.normalize("NFKC", code[:LONGEST_CODE]).split())
