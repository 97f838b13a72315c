"""The chat database cannot be reached for a while: first for some moments in a row, then for long."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from benchmarks.crash.engine import EchoEngine
from benchmarks.crash.running import Load, Victim, answers
from benchmarks.drills.gate import Gate
from benchmarks.drills.load import Tally, talking, tally, told_to, wait_until_answered
from benchmarks.drills.slowly import slow_telegram
from tests.bot.live import free_port, serving
from tests.postgres import DEFAULT

# Each breaks what is being committed just then.
BLINKS, BLINK_SECONDS, BETWEEN_SECONDS = 5, 1.0, 2.0


def drill(load: Load, folder: Path, seconds: float) -> tuple[Tally, str]:
    """What became of the messages, and what was done to the database; raises `OperationalError` without PostgreSQL."""
    with ExitStack() as stack:
        address, gate = stack.enter_context(_gated())
        fake = stack.enter_context(slow_telegram())
        engine = stack.enter_context(serving(EchoEngine().app))
        environ = {**told_to(folder, fake, engine.rpartition(":")[2]), "DUIZHANG_CHAT": address}
        bot = Victim(("bot", "serve"), environ, folder / "bot.log")
        stack.callback(bot.end)
        with talking(load, fake):
            for away in (*[BLINK_SECONDS] * BLINKS, seconds):
                time.sleep(BETWEEN_SECONDS)
                gate.shut()
                time.sleep(away)
                gate.open()
        wait_until_answered(load, fake)
        found = tally(load, answers(load, fake))
    return found, f"away {BLINKS} times for {BLINK_SECONDS:.0f} s, then for {seconds:.0f} s"


@contextmanager
def _gated() -> Iterator[tuple[str, Gate]]:
    """A schema of our own behind an open gate: the address through the gate, and the gate."""
    address = os.environ.get("DUIZHANG_TEST_POSTGRES") or DEFAULT
    schema, url = f"duizhang_{uuid4().hex[:12]}", make_url(address)
    gate = Gate((url.host or "127.0.0.1", url.port or 5432), free_port())
    with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        gate.open()
        try:
            through = url.set(host="127.0.0.1", port=gate.port).update_query_dict(
                {"options": f"-csearch_path={schema}"}
            )
            yield through.render_as_string(hide_password=False), gate
        finally:
            gate.shut()
            connection.execute(f"DROP SCHEMA {schema} CASCADE")
