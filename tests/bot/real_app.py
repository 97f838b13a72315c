"""The bot's real application over the scripted engine, with a demo of four borrowers."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.demo import DemoBorrower
from bot.serving import make_app
from tests.bot.channels.house import DEMO
from tests.bot.live import serving
from tests.bot.scripted_engine import scripted_engine


@contextmanager
def running_bot(home: Path, port: int = 0) -> Iterator[str]:
    """The address of the bot, whose things are in a folder; port 0 is any free one."""
    truth = "".join(map(_truth_line, DEMO.borrowers))
    (home / "ledger-truth.jsonl").write_text(truth, encoding="utf-8")
    with serving(scripted_engine()) as engine:
        told = {"DUIZHANG_HOME": str(home), "DUIZHANG_ENGINE_PORT": engine.rpartition(":")[2]}
        with serving(make_app(told), port) as url:
            yield url


def _truth_line(each: DemoBorrower) -> str:
    """As the demo lender's truth file has it: every trouble under `harms`, the first one first."""
    first = [(each.symptom, each.cause)] if each.cause else []
    harms = [{"symptom": symptom, "cause": cause} for symptom, cause in (*first, *each.also)]
    who = {"borrower_id": each.borrower_id, "called": each.called, "language": each.language}
    return json.dumps({**who, "harms": harms, "mixture": each.mixture}, ensure_ascii=False) + "\n"
