"""What the commands of servicing share: an error of ours becomes a sentence and exit code 2, never a stack trace."""

import sys
from argparse import ArgumentTypeError
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from servicing.errors import ServicingError

REFUSED = 2


def answered(command: Callable[[], int]) -> int:
    """The exit code of a command; what it refuses to do is said on the error stream."""
    try:
        return command()
    except ServicingError as error:
        print(error, file=sys.stderr)
        return REFUSED


def moment(text: str) -> datetime:
    """An argument that is a time with its offset, as UTC."""
    with suppress(ValueError, OverflowError):
        written = datetime.fromisoformat(text)
        if written.tzinfo is not None:
            return written.astimezone(UTC)
    raise ArgumentTypeError(f"{text!r} is no ISO time with an offset, such as 2026-03-01T09:30:00+08:00")
