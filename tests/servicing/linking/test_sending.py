"""How a code gets to its phone: while nobody waits, and without a word of it on any log."""

import threading

import pytest
from structlog.testing import capture_logs

from servicing.linking.sending import ConsoleSender, Post
from tests.servicing.linking.house import PHONE


class SlowSender:
    """Sends when it is let."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.sent: list[tuple[str, str]] = []

    def send(self, phone: str, code: str) -> None:
        """Wait, then send."""
        assert self.let.wait(10)
        self.sent.append((phone, code))


def test_nobody_waits_for_a_code_to_be_sent() -> None:
    """Otherwise a borrower's phone would take longer than nobody's; what was taken is sent before the end."""
    sender = SlowSender()
    post = Post(sender)
    post.take(PHONE, "123456")
    assert sender.sent == []
    sender.let.set()
    post.close()
    assert sender.sent == [(PHONE, "123456")]


def test_nothing_is_sent_to_nobody() -> None:
    """It only goes the same way."""
    sender = SlowSender()
    sender.let.set()
    post = Post(sender)
    post.take(None, "123456")
    post.close()
    assert sender.sent == []


def test_a_failure_is_on_the_log_without_number_and_code() -> None:
    """The next code is sent all the same."""
    sent: list[str] = []

    class Failing:
        def send(self, phone: str, code: str) -> None:
            if code == "111111":
                raise ConnectionError(f"{phone} {code}")
            sent.append(code)

    with capture_logs() as logged:
        post = Post(Failing())
        post.take(PHONE, "111111")
        post.take(PHONE, "222222")
        post.close()
    assert logged == [{"event": "code not sent", "why": "ConnectionError", "log_level": "error"}]
    assert sent == ["222222"]


def test_without_a_service_the_code_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """So that it can be tried; the number is hinted at only."""
    ConsoleSender().send(PHONE, "123456")
    printed = capsys.readouterr().out
    assert "123456" in printed
    assert PHONE[1:9] not in printed
