"""How often a bot may write, without waiting for it."""

import pytest

from tests.bot.telegram.clock import Clock
from tests.bot.telegram.limits import Limits
from tests.bot.telegram.refusals import Refusal


@pytest.fixture
def limits() -> Limits:
    """The limits of the documentation."""
    return Limits(Clock(), on=True)


def wait_of(limits: Limits, chat: int) -> int:
    """The seconds that a refusal asks for."""
    with pytest.raises(Refusal, match="Too Many Requests: retry after") as refused:
        limits.pass_one(chat)
    assert refused.value.code == 429
    return refused.value.parameters["retry_after"]


def test_one_a_second_a_chat(limits: Limits) -> None:
    """Another chat is not concerned."""
    limits.pass_one(1)
    limits.pass_one(2)
    assert wait_of(limits, 1) == 1
    limits.clock.passes(1)
    limits.pass_one(1)
    assert limits.refused == 1


def test_twenty_a_minute_a_group(limits: Limits) -> None:
    """However slowly they came; the seconds say when the oldest is a minute old."""
    for _ in range(20):
        limits.pass_one(-5)
        limits.clock.passes(2)
    assert wait_of(limits, -5) == 20
    limits.pass_one(5)
    limits.clock.passes(20)
    limits.pass_one(-5)


def test_a_private_chat_has_no_limit_a_minute(limits: Limits) -> None:
    """Only one a second."""
    for _ in range(25):
        limits.pass_one(5)
        limits.clock.passes(1)


def test_thirty_a_second_overall(limits: Limits) -> None:
    """In whatever chats; what is refused does not count."""
    for chat in range(30):
        limits.pass_one(chat)
    assert [wait_of(limits, chat) for chat in (100, 101, 102)] == [1, 1, 1]
    limits.clock.passes(1)
    for chat in range(30):
        limits.pass_one(chat)


def test_they_can_be_off() -> None:
    """Most tests are not about them."""
    limits = Limits(Clock())
    for _ in range(100):
        limits.pass_one(-1)
