"""An event made into what may be written: each value plain, masked and short."""

import re
import sys
from typing import Any

from structlog.typing import EventDict, WrappedLogger

from servicing.logs.context import without_typed
from servicing.logs.errors import told, why, without_quoted
from servicing.logs.masking import masked

# Of a longer value nothing is read beyond it; what is read is masked first and then cut, so that no secret is halved.
READ_AT_MOST, LONGEST_VALUE = 100_000, 2_000
LARGEST_NUMBER = 9_999_999
# Which of our own conversations and updates it was is what a line is for; one of another form is masked like the rest.
_OURS = {
    "conversation": re.compile(r"[0-9a-f]{32}|[a-z][0-9a-z-]{0,15}"),
    "update": re.compile(r"\d{1,10}|[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
}
_FIXED = {"at", "level", "logger"}
# Names under which the words of a borrower travel.
_WORDS = {"text", "typed", "title", "body", "words"}


def fit_to_write(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """A step of structlog: the event with its error told and every value fit to be written."""
    told_error = _error(event.pop("exc_info", None))
    event.pop("stack_info", None)
    is_ours = event.pop("_from_structlog", False)
    event.pop("_record", None)
    # The name of an event of ours is a constant; what a library says may repeat anything.
    name = masked(str(event.pop("event", ""))) if is_ours else _plain(without_quoted(str(event.pop("event", ""))))
    fields = {masked(str(key)): _field(key, value) for key, value in event.items()}
    return {"event": name[:LONGEST_VALUE], **fields, **({"error": told_error} if told_error else {})}


def _error(info: Any) -> Any:
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if not isinstance(error, BaseException):
        return None
    return [{"why": _plain(each.why), "at": [masked(place) for place in each.at]} for each in told(error)]


def _field(key: str, value: Any) -> Any:
    if key in _FIXED or (key in _OURS and _OURS[key].fullmatch(str(value))):
        return value
    if key in _WORDS:
        return f"[{len(str(value))} characters]"
    if value is None or isinstance(value, bool | float) or (isinstance(value, int) and abs(value) <= LARGEST_NUMBER):
        return value
    # With its name before it, because the name may say that it is a secret.
    return _plain(f"{key}={_words(key, value)}").partition("=")[2]


def _words(key: str, value: Any) -> str:
    """A value as text. What Python prints of an object quotes what is in it."""
    if isinstance(value, BaseException):
        return why(value)
    return str(value) if isinstance(value, str | int) and key != "why" else without_quoted(str(value))


def _plain(text: str) -> str:
    return masked(without_typed(text[:READ_AT_MOST]))[:LONGEST_VALUE]
