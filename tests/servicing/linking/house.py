"""Small parts that play the post and the directory, and what a test has to see of the database."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, event, select

from servicing.access import Access
from servicing.linking.codes import Codes
from servicing.linking.linking import Linking
from servicing.linking.phones import ListedPhones
from servicing.linking.sending import ConsoleSender, Post
from servicing.store.tables import LINK_CODES, LINK_TOKENS, LINKS

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
KEY = b"k" * 32
PHONE, OTHER_PHONE, NOBODYS_PHONE = "+8613800138000", "+447700900123", "+8613999999999"
WRONG = "no code"


class KeptPost(Post):
    """Sends nothing; remembers what it was handed."""

    def __init__(self) -> None:
        super().__init__(ConsoleSender())
        self.taken: list[tuple[str | None, str]] = []

    def take(self, phone: str | None, code: str) -> None:
        """Remember it."""
        self.taken.append((phone, code))

    @property
    def last(self) -> str:
        """The last code."""
        return self.taken[-1][1]


def linking_over(engine: Engine, post: Post) -> Linking:
    """Linking where two borrowers have a phone each."""
    return Linking(engine, Codes(KEY), ListedPhones({PHONE: "b1", OTHER_PHONE: "b2"}), post)


def linked(linking: Linking, conversation: str = "c1", at: datetime = NOW) -> str | None:
    """The borrower that a conversation speaks for."""
    return Access(linking.engine, lambda: at).borrower_if_proved(conversation)


def kept(engine: Engine) -> str:
    """Everything that is kept about linking, as text."""
    with engine.connect() as connection:
        tables = [connection.execute(select(table)).all() for table in (LINKS, LINK_TOKENS, LINK_CODES)]
    return repr(tables)


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Every statement that is sent meanwhile."""
    sent: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


@contextmanager
def slow_reads(engine: Engine) -> Iterator[None]:
    """Whoever has read something dawdles before it goes on."""

    def dawdle(_: Any, __: Any, statement: str, *___: Any) -> None:
        if statement.startswith("SELECT count"):
            time.sleep(0.02)

    event.listen(engine, "after_cursor_execute", dawdle)
    try:
        yield
    finally:
        event.remove(engine, "after_cursor_execute", dawdle)


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """What each does that begins at the same moment: its result, or the error that it raised."""
    start = threading.Barrier(len(acts))
    ended: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        start.wait()
        try:
            ended[place] = act()
        except Exception as error:  # whatever it is, the test names what it expects
            ended[place] = type(error)

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return ended
