"""What is common to whoever uses our own database: a failure of it is one error of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from servicing.errors import CasesUnreachable


@contextmanager
def within_reach() -> Iterator[None]:
    """Do something with our own database; raises `CasesUnreachable` where it cannot be reached."""
    try:
        yield
    except (DBAPIError, NoConnectionFree) as error:
        raise CasesUnreachable from error
