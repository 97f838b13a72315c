"""Messages through Telegram while the bot's process is killed with SIGKILL at random moments and started again.

Two processes bear the same load, one after the other: ours (`python -m bot serve`) and one as python-telegram-bot's own
guide shows it, both over the same stand-in for the engine. Telegram is the tests' strict fake, on a socket. Of each
message is counted whether it was answered, how often, and whether the answers to one person came in the order of what
they said.
"""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.crash.engine import EchoEngine
from benchmarks.crash.running import Load, Victim, answers, play
from bot.relay.outbox import Outbox
from servicing.database import open_engine
from tests.bot.live import free_port, serving
from tests.bot.telegram.fake import fake_telegram

# While the process starts again Telegram comes in vain; its pauses, doubled each time, would outlast the benchmark's.
BACK_OFF_SECONDS = 0.25


@dataclass(frozen=True)
class Tally:
    """What became of the messages of one load."""

    lost: int
    twice: int
    out_of_order: int


def main(words: Sequence[str]) -> int:
    """Prints the table; the exit code is 1 where ours lost or reordered anything, or doubled too much."""
    parser = ArgumentParser(prog="python -m benchmarks.crash", description="Messages while the bot is killed.")
    parser.add_argument("--messages", metavar="N", type=int, default=2000, help="default 2000")
    parser.add_argument("--people", metavar="N", type=int, default=200, help="who say them; default 200")
    parser.add_argument("--a-second", metavar="N", type=float, default=100.0, help="messages a second; default 100")
    parser.add_argument("--kills", metavar="N", type=int, default=15, help="default 15")
    parser.add_argument("--seed", metavar="S", type=int, default=7)
    parser.add_argument("--no-stock", action="store_true", help="ours alone")
    parser.add_argument("--webhook", action="store_true", help="Telegram brings the messages; ours alone")
    asked = parser.parse_args(words)
    load = Load(asked.messages, asked.people, asked.a_second, asked.kills, asked.seed)
    print(f"{load.messages} messages of {load.people} people, {load.kills} kills, seed {load.seed}\n")
    print("| bot | lost | answered twice | out of order | turns asked again | sends in doubt |")
    print("|---|---:|---:|---:|---:|---:|")
    with TemporaryDirectory() as folder:
        good = _ours(load, Path(folder), asked.webhook)
        if not (asked.no_stock or asked.webhook):
            _stock(load, Path(folder))
    return 0 if good else 1


def _ours(load: Load, folder: Path, by_webhook: bool) -> bool:
    engine, ports = EchoEngine(), [str(free_port()) for _ in range(2)]
    with ExitStack() as stack:
        fake = stack.enter_context(fake_telegram())
        address = stack.enter_context(serving(engine.app))
        environ = {
            "DUIZHANG_HOME": str(folder),
            "DUIZHANG_WEB_PORT": ports[0],
            "DUIZHANG_ACTIONS_PORT": ports[1],
            "DUIZHANG_ENGINE_PORT": address.rpartition(":")[2],
            "DUIZHANG_TELEGRAM_API": fake.url,
            "DUIZHANG_TELEGRAM_TOKEN": fake.token,
        }
        if by_webhook:
            environ["DUIZHANG_TELEGRAM_WEBHOOK"] = f"http://127.0.0.1:{ports[0]}/telegram"
            fake.world.webhook_back_off_seconds = BACK_OFF_SECONDS
        victim = Victim(("bot", "serve"), environ, folder / "ours.log")
        play(load, fake, victim)
        victim.end()
        tally = _tally(load, answers(load, fake))
    again = sum(count - 1 for count in engine.asked.values())
    doubts = sum(each.doubts for each in Outbox(open_engine(f"sqlite:///{folder}/chat.db")).doubts())
    print(f"| ours | {tally.lost} | {tally.twice} | {tally.out_of_order} | {again} | {doubts} |", flush=True)
    return not (tally.lost or tally.out_of_order or tally.twice > load.kills)


def _stock(load: Load, folder: Path) -> None:
    with fake_telegram() as fake, serving(EchoEngine().app) as address:
        environ = {
            "DUIZHANG_ENGINE_PORT": address.rpartition(":")[2],
            "DUIZHANG_TELEGRAM_API": fake.url,
            "DUIZHANG_TELEGRAM_TOKEN": fake.token,
        }
        victim = Victim(("benchmarks.crash.stock",), environ, folder / "stock.log")
        play(load, fake, victim)
        victim.end()
        tally = _tally(load, answers(load, fake))
    print(f"| python-telegram-bot | {tally.lost} | {tally.twice} | {tally.out_of_order} | | |", flush=True)


def _tally(load: Load, sent: Mapping[int, Sequence[str]]) -> Tally:
    lost = twice = out_of_order = 0
    for person, told in sent.items():
        wanted = [f"re {text}" for who, text in load.said() if who == person]
        counts = Counter(told)
        came = [each for each in dict.fromkeys(told) if each in wanted]
        lost += sum(counts[each] == 0 for each in wanted)
        twice += sum(max(0, counts[each] - 1) for each in wanted)
        out_of_order += came != [each for each in wanted if counts[each]]
    return Tally(lost, twice, out_of_order)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
