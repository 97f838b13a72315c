"""How a code gets to its phone: by whatever the lender has, and never while somebody waits for it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

import structlog

AT_ONCE = 4
log = structlog.get_logger()


class CodeSender(Protocol):
    """The lender's own way to a phone: a text-message service, a voice call."""

    def send(self, phone: str, code: str) -> None:
        """Send a code to a number; whatever it raises is put on the log by its kind, and the code is lost."""
        ...


class ConsoleSender:
    """Prints the code for whoever runs the program: for trying it out."""

    def __init__(self, say: Callable[[str], None] = print) -> None:
        self._say = say

    def send(self, phone: str, code: str) -> None:
        """Print it, with the end of the number alone."""
        self._say(f"Code for the phone that ends in {phone[-2:]}: {code}")


class Post:
    """Takes codes and sends them in threads of its own: how long that takes tells nobody whether there was anything."""

    def __init__(self, sender: CodeSender) -> None:
        self._sender = sender
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="codes")

    def take(self, phone: str | None, code: str) -> None:
        """Send a code to a number soon, or nothing to nobody."""
        self._threads.submit(self._send, phone, code).add_done_callback(_note)

    def close(self) -> None:
        """Send what was taken, and stop."""
        self._threads.shutdown()

    def _send(self, phone: str | None, code: str) -> None:
        if phone is not None:
            self._sender.send(phone, code)


def _note(sent: Future[None]) -> None:
    """Only the kind of a failure: its words may hold the number or the code."""
    failure = sent.exception()
    if failure is not None:
        log.error("code not sent", why=type(failure).__name__)
