"""The queue of updates, which is shortened by confirming and by time only."""

import pytest

from tests.bot.telegram.calls import Call
from tests.bot.telegram.clock import Clock
from tests.bot.telegram.updates import FIRST_ID, Updates


@pytest.fixture
def clock() -> Clock:
    """Telegram's."""
    return Clock()


@pytest.fixture
def updates(clock: Clock) -> Updates:
    """Five messages wait."""
    updates = Updates(clock)
    for number in range(5):
        updates.add("message", {"message_id": number}, chat=1)
    return updates


def ids(updates: Updates, offset: int, limit: int = 100) -> list[int]:
    """Which are read with this offset, counted from the first there ever was."""
    return [each.id - FIRST_ID for each in updates.read(offset, limit)]


def test_an_offset_confirms_everything_below_it(updates: Updates) -> None:
    """For good: a lower offset afterwards brings nothing back."""
    assert ids(updates, 0) == [0, 1, 2, 3, 4]
    assert ids(updates, FIRST_ID + 3) == [3, 4]
    assert ids(updates, FIRST_ID) == [3, 4]


def test_a_limit_confirms_nothing(updates: Updates) -> None:
    """What was not read waits."""
    assert ids(updates, 0, limit=2) == [0, 1]
    assert ids(updates, 0) == [0, 1, 2, 3, 4]


def test_a_negative_offset_forgets_all_but_the_last(updates: Updates) -> None:
    """As the documentation warns."""
    assert ids(updates, -2) == [3, 4]
    assert ids(updates, 0) == [3, 4]


def test_an_offset_far_ahead_is_not_believed(updates: Updates) -> None:
    """The real queue goes back to its beginning when an offset is more than ten past its end."""
    assert ids(updates, FIRST_ID + 1000) == [0, 1, 2, 3, 4]
    assert ids(updates, FIRST_ID + 5) == []


def test_they_are_kept_for_a_day(updates: Updates, clock: Clock) -> None:
    """Then they are gone, read or not; numbers are never used again."""
    clock.passes(3600 * 23)
    updates.add("message", {}, chat=1)
    clock.passes(3601)
    assert ids(updates, 0) == [5]


def test_kinds_that_nobody_asked_for_do_not_arise(updates: Updates) -> None:
    """What is there already stays; a list that is empty means the usual kinds again."""
    updates.choose(Call("getUpdates", {"allowed_updates": '["callback_query"]'}))
    assert updates.add("message", {}, chat=1) == 0
    assert updates.add("callback_query", {}, chat=1) == FIRST_ID + 5
    updates.choose(Call("getUpdates", {}))
    assert updates.add("message", {}, chat=1) == 0
    updates.choose(Call("getUpdates", {"allowed_updates": "[]"}))
    assert updates.add("message", {}, chat=1) == FIRST_ID + 6
    assert updates.add("chat_member", {}, chat=1) == 0
    assert ids(updates, 0) == [0, 1, 2, 3, 4, 5, 6]
