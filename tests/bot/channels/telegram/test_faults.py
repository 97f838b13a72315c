"""What a fault means: for what was to be sent, and for who runs the bot."""

from datetime import timedelta

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.faults import fault
from bot.channels.telegram.settings import TOKEN, WEBHOOK
from bot.channels.telegram.trouble import trouble
from bot.relay.courier import Doubtful, NotSent, Refused

SECRET = "123456:very-secret"


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    """As the library raises it."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (RetryAfter(7), NotSent),
        (InvalidToken(f"{SECRET} refused"), NotSent),
        (caused(NetworkError("x"), httpx.ConnectError(SECRET)), NotSent),
        (caused(TimedOut(), httpx.ConnectTimeout(SECRET)), NotSent),
        (caused(TimedOut(), httpx.PoolTimeout(SECRET)), NotSent),
        (caused(TimedOut(), httpx.ReadTimeout(SECRET)), Doubtful),
        (caused(TimedOut(), httpx.WriteTimeout(SECRET)), Doubtful),
        (caused(NetworkError("x"), httpx.ReadError(SECRET)), Doubtful),
        (caused(NetworkError("x"), httpx.RemoteProtocolError(SECRET)), Doubtful),
        (NetworkError("Bad Gateway (502)"), Doubtful),
        (TelegramError("Invalid server response"), Doubtful),
        (Forbidden("Forbidden: bot was blocked by the user"), Refused),
        (ChatMigrated(-1002), Refused),
        (BadRequest("Chat not found"), Refused),
    ],
)
def test_what_a_fault_means_for_what_was_to_be_sent(error: TelegramError, kind: type[Exception]) -> None:
    """In doubt only where it may have arrived; and the token is in no word of it."""
    found = fault(error)
    assert type(found) is kind
    assert SECRET not in str(found)


def test_telegram_says_how_long_to_wait() -> None:
    """In one form or another; rounded up, and never at once."""
    waits = [fault(RetryAfter(each)) for each in (7, timedelta(seconds=2.2), 0)]
    assert [each.seconds for each in waits if isinstance(each, NotSent)] == [7.0, 3.0, 1.0]


@pytest.mark.parametrize(
    ("error", "said", "step"),
    [
        (InvalidToken(SECRET), "refuses the token", TOKEN),
        (Conflict("Conflict: can't use getUpdates method while webhook is active"), "webhook elsewhere", TOKEN),
        (Conflict("Conflict: can't use getUpdates method while webhook is active"), "webhook elsewhere", WEBHOOK),
        (BadRequest("Bad webhook: https url must be provided for webhook"), "does not take the address", WEBHOOK),
        (Conflict("Conflict: terminated by other getUpdates request"), "another program", "stop the other one"),
        (caused(NetworkError(SECRET), httpx.ConnectError(SECRET)), "cannot be reached", "network"),
        (caused(TimedOut(), httpx.ReadTimeout(SECRET)), "in time", "network"),
        (NetworkError("Internal Server Error"), "an error", "wait"),
        (RetryAfter(9), "less often", "wait"),
    ],
)
def test_every_trouble_has_a_sentence_and_a_next_step(error: TelegramError, said: str, step: str) -> None:
    """Never the library's own, which may quote the token."""
    found = trouble(error)
    assert said in found.what
    assert step in found.next_step
    assert SECRET not in f"{found}"


def test_the_pause_grows_where_nobody_says_how_long() -> None:
    """Up to half a minute; where Telegram says how long, that is what is waited."""
    away = trouble(caused(NetworkError("x"), httpx.ConnectError("x")))
    assert [away.pause(each) for each in (1, 2, 3, 9, 99)] == [1.0, 2.0, 4.0, 30.0, 30.0]
    assert trouble(RetryAfter(9)).pause(5) == 9.0
