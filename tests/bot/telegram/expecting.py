"""What tests of a bot expect of python-telegram-bot when Telegram refuses."""

import re
from datetime import timedelta

import pytest
from telegram.error import BadRequest, RetryAfter, TelegramError


def refused(why: str, error: type[TelegramError] = BadRequest) -> "pytest.RaisesExc[TelegramError]":
    """Expect this refusal; the library changes the case of the words."""
    return pytest.raises(error, match=f"(?i){re.escape(why)}")


def seconds_of(refusal: RetryAfter) -> float:
    """How long to wait; what the library tells depends on its settings."""
    wait = refusal.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
