"""The buckets: how much somebody may do at once and in the long run, and that nobody pays for another."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.caps import Level, Meter, Rate, left_of, seconds_until_one

RATE = Rate(a_minute=60, at_once=3)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """The time in seconds."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """It stands still until it is moved."""
    return Clock()


@pytest.mark.parametrize(
    ("level", "now", "left"),
    [
        (None, 100, 3),
        (Level(0, 100), 100, 0),
        (Level(0, 100), 101.5, 1.5),
        (Level(2, 100), 500, 3),
        (Level(1, 100), 50, 1),
    ],
    ids=["never used", "just emptied", "filling", "no more than full", "the clock went back"],
)
def test_a_bucket_fills_with_time(level: Level | None, now: float, left: float) -> None:
    """One token a second, and three at most."""
    assert left_of(level, RATE, now) == left


@pytest.mark.parametrize(("left", "seconds"), [(3, 0), (1, 0), (0.25, 0.75), (0, 1)])
def test_whoever_waits_is_told_how_long(left: float, seconds: float) -> None:
    """Until there is a whole token."""
    assert seconds_until_one(left, RATE) == seconds


def test_so_many_at_once_then_one_a_second(clock: Clock) -> None:
    """What was refused has cost nothing: after the time that was told it is taken."""
    meter = Meter({"visitor": RATE}, clock)
    assert [meter.take(visitor="a") for _ in range(5)] == [0, 0, 0, 1, 1]
    clock.now += 1
    assert [meter.take(visitor="a") for _ in range(2)] == [0, 1]


def test_nobody_pays_for_another(clock: Clock) -> None:
    """Nor does one kind for another, though the keys be the same."""
    meter = Meter({"visitor": RATE, "begun": RATE}, clock)
    assert [meter.take(visitor="a") for _ in range(4)][-1] == 1
    assert (meter.take(visitor="b"), meter.take(begun="a")) == (0, 0)


def test_of_two_buckets_both_give_or_neither(clock: Clock) -> None:
    """Where the address has nothing left, the visitor keeps what they have."""
    meter = Meter({"visitor": RATE, "address": Rate(a_minute=6, at_once=1)}, clock)
    assert meter.take(visitor="a", address="x") == 0
    assert [meter.take(visitor="a", address="x") for _ in range(9)] == [10] * 9
    assert [meter.take(visitor="a", address=other) for other in "yz"] == [0, 0]


@given(st.lists(st.floats(min_value=0, max_value=30), max_size=60))
def test_never_more_than_the_rate_allows(pauses: list[float]) -> None:
    """Between any two moments: what may be done at once, and one a second; whatever the rhythm."""
    clock = Clock()
    meter = Meter({"visitor": RATE}, clock)
    taken = []
    for moment in accumulate(pauses, initial=100.0):
        clock.now = moment
        if meter.take(visitor="a") == 0:
            taken.append(moment)
    for first, start in enumerate(taken):
        for last, end in enumerate(taken[first:], first):
            assert last - first + 1 <= RATE.at_once + (end - start) + 1e-6


def test_it_remembers_only_so_many(clock: Clock) -> None:
    """First the full ones go, then those unused for longest; whoever is at it stays slow."""
    meter = Meter({"visitor": RATE}, clock, most_kept=10)
    for number in range(10):
        meter.take(visitor=f"old {number}")
    clock.now += 60
    for _ in range(3):
        meter.take(visitor="busy")
    assert len(meter) == 1
    for number in range(100):
        meter.take(visitor=f"flood {number}")
        assert len(meter) <= 10
    for _ in range(3):
        meter.take(visitor="busy")
    assert meter.take(visitor="busy") == 1
