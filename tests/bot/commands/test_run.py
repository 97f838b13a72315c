"""`make run` starts three processes on loopback, or refuses before it starts any."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.commands.run import SECRETS, NoDemoLedger, children, demo_ledger, offer
from bot.settings import Settings
from bot.setup.places import Places
from tests.bot.setup.stand_ins import FAILS, program

ROOT = Path(__file__).parents[3]


def test_the_engine_listens_on_loopback_and_phones_nobody(tmp_path: Path) -> None:
    """It is old and pinned: nobody outside may reach it, and it may reach nobody."""
    engine = children(Settings(), Places(tmp_path), tmp_path / "m.tar.gz", {"PYTHONPATH": "elsewhere"})[0]
    command = [str(word) for word in engine.command]
    assert command[command.index("--interface") + 1] == "127.0.0.1"
    assert engine.environment is not None
    assert engine.environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert engine.environment["ACTIONS_URL"] == "http://127.0.0.1:5055"
    assert "PYTHONPATH" not in engine.environment
    assert Path(engine.environment["HOME"]).is_relative_to(tmp_path)


def test_each_child_has_a_health_address_and_a_log(tmp_path: Path) -> None:
    """Readiness is an answer, not a guess."""
    all_three = children(Settings(home=Path("h")), Places(tmp_path), tmp_path / "m.tar.gz", {})
    assert [(each.name, each.health, str(each.log)) for each in all_three] == [
        ("engine", "http://127.0.0.1:5005/webhooks/turns/health", "h/log/engine.log"),
        ("actions", "http://127.0.0.1:5055/health", "h/log/actions.log"),
        ("bot", "http://127.0.0.1:8800/health", "h/log/bot.log"),
    ]


def test_the_bot_alone_is_told_its_secrets(tmp_path: Path) -> None:
    """A fault in the engine, which reads what strangers write, must not give them away."""
    told = {**dict.fromkeys(SECRETS, "secret"), "DUIZHANG_HOME": "h"}
    knowing = {
        each.name: [name for name, value in (each.environment or {}).items() if value == "secret"]
        for each in children(Settings(home=Path("h")), Places(tmp_path), tmp_path / "m.tar.gz", told)
    }
    assert knowing == {"engine": [], "actions": [], "bot": list(SECRETS)}


def test_the_offer_names_the_page_and_the_terminal() -> None:
    """It is the first thing a newcomer reads."""
    assert "http://127.0.0.1:8800/" in offer(Settings())
    assert "make chat BORROWER=" in offer(Settings())


def test_the_offer_says_how_to_add_telegram_until_it_is_there() -> None:
    """In one line; the token itself is not printed."""
    assert "@BotFather" in offer(Settings())
    told = offer(Settings(), {"DUIZHANG_TELEGRAM_TOKEN": "1:secret"})
    assert "with your bot" in told
    assert "secret" not in told


def test_the_demo_books_are_written_while_the_model_is_made_ready(tmp_path: Path) -> None:
    """On two cores the newcomer need not wait for one after the other."""
    places, begun = Places(tmp_path), tmp_path / "begun"
    program(places.app_python, f"#!/bin/sh\ntouch {begun}\n")
    with demo_ledger(places, tmp_path, "sqlite:///books.db"):
        until = time.monotonic() + 20
        while not begun.exists() and time.monotonic() < until:
            time.sleep(0.01)
        assert begun.exists()


def test_without_the_demo_books_nothing_is_started(tmp_path: Path) -> None:
    """One sentence, with the end of the log."""
    places = Places(tmp_path)
    program(places.app_python, FAILS)
    with (
        pytest.raises(NoDemoLedger, match=r"(?s)nothing was started.*what went wrong"),
        demo_ledger(places, tmp_path, "sqlite:///books.db"),
    ):
        assert not (tmp_path / "books.db").exists()


def test_a_lenders_own_books_are_not_written(tmp_path: Path) -> None:
    """Whoever names a ledger has one."""
    with demo_ledger(Places(tmp_path), tmp_path, None):
        assert list(tmp_path.iterdir()) == []


def test_a_taken_port_is_one_sentence_and_nothing_is_started(tmp_path: Path) -> None:
    """Run for real: one line, exit code 2, no stack trace, no model trained, no ledger written."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        told = {**os.environ, "DUIZHANG_HOME": str(tmp_path), "DUIZHANG_WEB_PORT": port}
        result = subprocess.run(
            [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=told, capture_output=True, text=True, check=False
        )
    assert result.returncode == 2
    assert result.stderr.startswith(f"Port {port} on 127.0.0.1, wanted by the web chat, is taken")
    assert len(result.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["running.pid"]
