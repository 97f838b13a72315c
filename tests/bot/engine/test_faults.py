"""What Rasa logs as an error counts against the turn in which it happened, and against no other."""

import asyncio
import logging

from bot.engine.faults import LONGEST, FaultNoter, noted_faults


def listening() -> logging.Logger:
    """A logger of its own, with a noter that hears it."""
    log = logging.Logger("rasa")
    log.addHandler(FaultNoter(level=logging.ERROR))
    return log


async def test_turns_that_run_beside_each_other_have_their_own_faults() -> None:
    """Also those of what a turn starts and waits for."""
    log = listening()

    async def turn(name: str) -> list[str]:
        with noted_faults() as faults:
            await asyncio.sleep(0)
            log.error("%s broke", name)
            await asyncio.create_task(asyncio.to_thread(log.error, "%s broke again", name))
        return faults

    turns = await asyncio.gather(*map(turn, "ab"))
    assert turns == [["a broke", "a broke again"], ["b broke", "b broke again"]]


def test_warnings_and_what_is_logged_outside_a_turn_are_no_faults() -> None:
    """A turn is complete in spite of them."""
    log = listening()
    with noted_faults() as faults:
        log.warning("slow")
    log.error("model gone")
    assert faults == []


def test_a_long_message_is_cut() -> None:
    """It travels in the answer."""
    log = listening()
    with noted_faults() as faults:
        log.error("x" * 10_000)
    assert faults == ["x" * LONGEST]
