"""How many streams a visitor has at once, and how one ends that has to make room."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack

import pytest

from bot.channels.streams import Streams, until


async def counting() -> AsyncIterator[int]:
    """Two numbers, then silence."""
    yield 1
    yield 2
    await asyncio.Event().wait()


def test_one_too_many_closes_the_oldest() -> None:
    """And nobody else's; those that ended by themselves do not count."""
    streams = Streams(2)
    with ExitStack() as stack:
        other = stack.enter_context(streams.one("other"))
        with streams.one("a"):
            pass
        first, second, third = (stack.enter_context(streams.one("a")) for _ in range(3))
        assert [each.is_set() for each in (other, first, second, third)] == [False, True, False, False]
        assert len(streams) == 3
    assert len(streams) == 0


async def test_lines_come_until_they_have_to_end() -> None:
    """What has come is still told."""
    closing, told = asyncio.Event(), []

    async def listen() -> None:
        async for line in until(closing, counting()):
            told.append(line)

    listening = asyncio.create_task(listen())
    while len(told) < 2:
        await asyncio.sleep(0)
    closing.set()
    await asyncio.wait_for(listening, 1)
    assert told == [1, 2]


async def test_lines_that_end_end() -> None:
    """As where what is followed is gone."""

    async def two() -> AsyncIterator[int]:
        yield 1
        yield 2

    assert [line async for line in until(asyncio.Event(), two())] == [1, 2]


async def test_a_fault_in_the_lines_is_not_hidden() -> None:
    """Whoever reads decides what it means."""

    async def broken() -> AsyncIterator[int]:
        yield 1
        raise LookupError

    with pytest.raises(LookupError):
        [line async for line in until(asyncio.Event(), broken())]


async def test_a_reader_who_leaves_leaves_nothing_behind() -> None:
    """Whatever was being waited for is not waited for any longer."""
    before = asyncio.all_tasks()
    listening = asyncio.ensure_future(anext(until(asyncio.Event(), _silence())))
    await asyncio.sleep(0.01)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    assert asyncio.all_tasks() == before


async def _silence() -> AsyncIterator[int]:
    await asyncio.Event().wait()
    yield 0
