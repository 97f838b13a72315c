"""The bot's real application over the scripted engine, with a demo of four borrowers."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from bot.serving import make_app
from tests.bot.channels.house import DEMO
from tests.bot.live import serving
from tests.bot.scripted_engine import scripted_engine


@contextmanager
def running_bot(home: Path, port: int = 0) -> Iterator[str]:
    """The address of the bot, whose things are in a folder; port 0 is any free one."""
    truth = [json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in DEMO.borrowers]
    (home / "ledger-truth.jsonl").write_text("".join(truth), encoding="utf-8")
    with serving(scripted_engine()) as engine:
        told = {"DUIZHANG_HOME": str(home), "DUIZHANG_ENGINE_PORT": engine.rpartition(":")[2]}
        with serving(make_app(told), port) as url:
            yield url
