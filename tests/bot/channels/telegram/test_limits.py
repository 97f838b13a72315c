"""How fast may be sent, on a clock that only moves when somebody sleeps."""

import asyncio

import pytest

from bot.channels.telegram import limits
from bot.channels.telegram.limits import Limits

ANN, BOB, GROUP = 501, 502, -1001


class Clock:
    """Sleepers wake in the order of their time; nobody really waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Until that moment."""
        until = self.now + seconds
        while self.now < until:
            await asyncio.sleep(0)
            self.now = max(self.now, min(until, self.now + 0.01))


async def moments(wanted: list[int]) -> dict[int, list[float]]:
    """When each chat had its turns, all asked for at once."""
    clock, had = Clock(), dict[int, list[float]]()
    limits = Limits(clock, clock.sleep)

    async def take(chat: int) -> None:
        await limits.turn(chat)
        had.setdefault(chat, []).append(round(clock(), 1))

    await asyncio.gather(*map(take, wanted))
    return had


async def test_a_chat_is_told_one_thing_a_second() -> None:
    """The first at once."""
    assert await moments([ANN] * 4) == {ANN: [0.0, 1.0, 2.0, 3.0]}


async def test_a_busy_chat_holds_up_no_other() -> None:
    """Each waits for itself."""
    had = await moments([ANN] * 10 + [BOB] * 2)
    assert had[BOB] == pytest.approx([0.0, 1.0], abs=0.1)


async def test_all_together_thirty_a_second() -> None:
    """However many they are, and never many at once."""
    had = sorted(each for chat in (await moments(list(range(1, 71)))).values() for each in chat)
    assert had == pytest.approx([number / 30 for number in range(70)], abs=0.06)


async def test_a_group_is_told_twenty_things_a_minute() -> None:
    """And no more than one a second, as any chat."""
    had = (await moments([GROUP] * 21))[GROUP]
    assert (had[1], had[19], had[20]) == (1.0, 19.0, 60.0)


async def test_idle_chats_are_forgotten_and_busy_ones_are_not() -> None:
    """A bot that ran for a year must not remember everybody it ever wrote to, nor give anybody a turn too early."""
    clock = Clock()
    these = Limits(clock, clock.sleep)
    for chat in range(1, limits.MOST_CHATS + 1):
        clock.now += 0.1
        await these.turn(chat)
    clock.now += 0.05
    await these.turn(0)
    assert len(these._chats) < 20
    before = clock.now
    await these.turn(limits.MOST_CHATS)
    assert clock.now - before > 0.9
