"""Work under one name waits for its turn, is brought to its end, and never takes longer than it may."""

import asyncio
import gc

import pytest

from bot.engine.one_at_a_time import OneAtATime

LONG = 60.0


class Bench:
    """Notes when work begins and ends; work goes on when the test lets it."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.let = asyncio.Event()

    async def work(self, name: str) -> str:
        """Begin, wait to be let, end."""
        self.seen.append(f"{name} begins")
        await self.let.wait()
        self.seen.append(f"{name} ends")
        return name


async def begun(line: OneAtATime, bench: Bench, conversation: str, name: str) -> "asyncio.Task[str]":
    """Ask for work, and go on when it had time to begin."""
    asked = asyncio.create_task(line.run(conversation, lambda: bench.work(name)))
    await asyncio.sleep(0.01)
    return asked


async def gone(asked: "asyncio.Task[str]") -> None:
    """Whoever asked goes away."""
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked


async def test_one_piece_of_work_ends_before_the_next_begins() -> None:
    """In the order in which they were asked for."""
    line, bench = OneAtATime(LONG), Bench()
    asked = [await begun(line, bench, "c1", name) for name in ("a", "b")]
    bench.let.set()
    assert await asyncio.gather(*asked) == ["a", "b"]
    assert bench.seen == ["a begins", "a ends", "b begins", "b ends"]


async def test_another_name_does_not_wait() -> None:
    """A slow borrower stops no other."""
    line, bench = OneAtATime(LONG), Bench()
    asked = [await begun(line, bench, name, name) for name in ("a", "b")]
    assert bench.seen == ["a begins", "b begins"]
    bench.let.set()
    await asyncio.gather(*asked)


async def test_work_that_has_begun_goes_on_without_whoever_asked_and_is_not_overtaken() -> None:
    """It did things already."""
    line, bench = OneAtATime(LONG), Bench()
    await gone(await begun(line, bench, "c1", "a"))
    next_one = await begun(line, bench, "c1", "b")
    assert bench.seen == ["a begins"]
    bench.let.set()
    await next_one
    assert bench.seen == ["a begins", "a ends", "b begins", "b ends"]


async def test_who_goes_away_while_waiting_is_not_worked_for() -> None:
    """Nobody would hear the answer."""
    line, bench = OneAtATime(LONG), Bench()
    first, waiting, last = [await begun(line, bench, "c1", name) for name in ("a", "b", "c")]
    await gone(waiting)
    bench.let.set()
    assert [await first, await last] == ["a", "c"]
    assert bench.seen == ["a begins", "a ends", "c begins", "c ends"]


async def test_work_that_takes_too_long_is_stopped_and_the_next_begins() -> None:
    """A hanging neighbour does not block a conversation for good."""
    line, bench = OneAtATime(0.05), Bench()
    asked = await begun(line, bench, "c1", "a")
    with pytest.raises(asyncio.TimeoutError):
        await asked
    bench.let.set()
    assert await line.run("c1", lambda: bench.work("b")) == "b"
    assert bench.seen == ["a begins", "b begins", "b ends"]


async def test_work_that_fails_fails_for_whoever_asked_and_the_next_begins() -> None:
    """With the error that it had."""

    async def fails() -> str:
        raise LookupError("no such thing")

    line, bench = OneAtATime(LONG), Bench()
    with pytest.raises(LookupError, match="no such thing"):
        await line.run("c1", fails)
    bench.let.set()
    assert await line.run("c1", lambda: bench.work("b")) == "b"


async def test_nothing_is_kept_of_a_name_that_is_not_in_use() -> None:
    """There are as many names as borrowers."""
    line, bench = OneAtATime(LONG), Bench()
    asked = [await begun(line, bench, name, name) for name in ("a", "a", "b")]
    assert len(line) == 2
    bench.let.set()
    await asyncio.gather(*asked)
    del asked
    gc.collect()
    assert len(line) == 0
