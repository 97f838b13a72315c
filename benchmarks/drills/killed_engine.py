"""The engine's process is killed in the middle of turns; one of the kills keeps it away until people are told."""

from contextlib import ExitStack
from pathlib import Path

from benchmarks.crash.running import Load, Victim, answers
from benchmarks.drills.engine import EngineVictim
from benchmarks.drills.load import Tally, talking, tally, told_to, wait_for_answers, wait_until_answered
from benchmarks.drills.slowly import slow_telegram
from tests.bot.live import free_port
from tests.bot.telegram.fake import FakeTelegram

# Longer than the bot lets anybody wait without a word.
AWAY_SECONDS = 35.0


def drill(load: Load, folder: Path) -> tuple[Tally, str]:
    """What became of the messages, and what was done to the engine."""
    port = free_port()
    with ExitStack() as stack:
        fake = stack.enter_context(slow_telegram())
        engine = EngineVictim(port, folder / "engine.log")
        stack.callback(engine.end)
        bot = Victim(("bot", "serve"), told_to(folder, fake, str(port)), folder / "bot.log")
        stack.callback(bot.end)
        with talking(load, fake):
            _kill(load, fake, engine)
        wait_until_answered(load, fake)
        found = tally(load, answers(load, fake))
    return found, f"{load.kills} kills, {engine.cut} turns cut short, once away for {AWAY_SECONDS:.0f} s"


def _kill(load: Load, fake: FakeTelegram, engine: EngineVictim) -> None:
    kills = load.killed_at()
    for place, count in enumerate(kills):
        wait_for_answers(count, load, fake)
        engine.kill(AWAY_SECONDS if place == len(kills) // 2 else 0.0)
