"""One-time links: 128 bits by chance, kept as their hash only, good for ten minutes and for one conversation."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from servicing.store.tables import LINK_TOKENS, LINKS

TOKEN_BYTES = 16
LASTS = timedelta(minutes=10)
LONGEST_TOKEN = 64
KEPT_AFTERWARDS = timedelta(days=1)


@dataclass(frozen=True)
class LinkToken:
    """A link just made: 22 characters that may stand in an address; nobody can look them up afterwards."""

    token: str = field(repr=False)
    expires_at: datetime


def new_token(connection: Connection, borrower_id: str, at: datetime) -> LinkToken:
    """Make a link for a borrower; those that expired more than a day ago are cleared away."""
    connection.execute(delete(LINK_TOKENS).where(LINK_TOKENS.c.expires_at <= at - KEPT_AFTERWARDS))
    made = LinkToken(secrets.token_urlsafe(TOKEN_BYTES), at + LASTS)
    row = {"digest": _digest(made.token), "borrower_id": borrower_id, "expires_at": made.expires_at}
    connection.execute(insert(LINK_TOKENS).values(**row))
    return made


def use_token(connection: Connection, token: str, at: datetime) -> str | None:
    """The borrower of a link, which is used up by it; None for one that is unknown, used or expired.

    All three are one statement, and of two at once the database lets exactly one find it unused.
    """
    unused = update(LINK_TOKENS).where(
        LINK_TOKENS.c.digest == _digest(token), LINK_TOKENS.c.used_at.is_(None), LINK_TOKENS.c.expires_at > at
    )
    found = connection.execute(unused.values(used_at=at).returning(LINK_TOKENS.c.borrower_id))
    return found.scalar_one_or_none()


def linked_by(connection: Connection, token: str, conversation: str) -> str | None:
    """The borrower for whom a conversation speaks because of that very link; None for any other."""
    own = (
        select(LINKS.c.borrower_id)
        .join(
            LINK_TOKENS,
            (LINK_TOKENS.c.borrower_id == LINKS.c.borrower_id) & (LINK_TOKENS.c.used_at == LINKS.c.linked_at),
        )
        .where(LINK_TOKENS.c.digest == _digest(token), LINKS.c.conversation == conversation)
    )
    return connection.execute(own).scalar_one_or_none()


def _digest(token: str) -> str:
    """As it is kept; of a text that is far too long for a link only the beginning is looked at."""
    return hashlib.sha256(token[:LONGEST_TOKEN].encode("utf-8", "surrogatepass")).hexdigest()
