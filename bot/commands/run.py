"""Runs everything: engine, actions and bot, after making sure that model and demo ledger are there.

Stops all three on Ctrl-C. Their logs are in `var/log`.
"""

import argparse
import asyncio
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import httpx

from bot.channels.web_settings import WebSettings
from bot.errors import Refusal
from bot.orphans import dies_with_us
from bot.ports import check_ports, wanted_ports
from bot.settings import LOOPBACK, Settings
from bot.setup.commands import started_logged, tail_of, words
from bot.setup.parts import ready_model
from bot.setup.places import Places
from bot.setup.quiet import quiet_engine
from bot.sole import alone
from bot.supervisor import Child, Supervisor
from servicing.settings import Settings as ServicingSettings

# What the bot alone has to know.
SECRETS = ("DUIZHANG_TELEGRAM_TOKEN", "DUIZHANG_TELEGRAM_SECRET", "DUIZHANG_LINK_KEYS", "DUIZHANG_CODE_KEY")
DEMO_BORROWERS = "100"
DEMO_SEED = "7"
PROBE_SECONDS = 2.0


class NoDemoLedger(Refusal):
    """The demo lender's books could not be made, so nothing was started. The end of {log}:{tail}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: everything comes from the environment, see `bot.settings`."""


def run(arguments: argparse.Namespace) -> int:
    """Runs until told to stop; 0 when it was."""
    signal.signal(signal.SIGTERM, _leave)
    settings, servicing = Settings.from_environment(os.environ), ServicingSettings.from_environment(os.environ)
    WebSettings.from_environment(os.environ)
    places = Places.here()
    with alone(settings.home):
        check_ports(wanted_ports(settings))
        wanted = None if os.environ.get("DUIZHANG_LEDGER") else servicing.ledger
        with demo_ledger(places, settings.home, wanted):
            model = ready_model(places)
        asyncio.run(supervise(children(settings, places, model, os.environ), settings))
    return 0


@contextmanager
def demo_ledger(places: Places, home: Path, address: str | None) -> Iterator[None]:
    """Makes the demo lender's books up to today beside the block, unless others are read; raises `NoDemoLedger`."""
    if address is None:
        yield
        return
    log = home / "log" / "demo-ledger.log"
    demo = words(
        places.app_python, "-m", "servicing.ledger", "demo", "--borrowers", DEMO_BORROWERS, "--seed", DEMO_SEED
    )
    told = [*demo, "--out", address]
    with started_logged(told, "Writing the demo lender's books", log, places.root) as ended_well:
        yield
        if not ended_well():
            raise NoDemoLedger(log=log, tail=tail_of(log))


def children(settings: Settings, places: Places, model: Path, environ: Mapping[str, str]) -> list[Child]:
    """The three processes, each with its health address."""
    logs, app = settings.home / "log", places.app_python
    bot_told = {**environ, "PYTHONUNBUFFERED": "1"}
    told = {name: value for name, value in bot_told.items() if name not in SECRETS}
    engine = _engine_command(settings, places, model)
    engine_told = engine_environment(settings, places, told)
    return [
        Child("engine", engine, f"{settings.engine_url}/webhooks/turns/health", logs / "engine.log", engine_told),
        Child("actions", (app, "-m", "actions"), f"{settings.actions_url}/health", logs / "actions.log", told),
        Child("bot", (app, "-m", "bot", "serve"), f"{settings.web_url}/health", logs / "bot.log", bot_told),
    ]


def engine_environment(settings: Settings, places: Places, environ: Mapping[str, str]) -> dict[str, str]:
    """What `endpoints.yml` asks for, and what keeps the engine quiet."""
    tracker = settings.home / "tracker.db"
    wiring = {"ACTIONS_URL": settings.actions_url, "TRACKER_FILE": str(tracker)}
    return {**quiet_engine(environ, places.engine_home), **wiring}


def _engine_command(settings: Settings, places: Places, model: Path) -> list[str]:
    rasa = words(places.engine_python, "-m", "rasa", "run", "--model", model)
    wiring = words("--endpoints", "endpoints.yml", "--credentials", "credentials.yml")
    return [*rasa, *wiring, "--interface", LOOPBACK, "--port", str(settings.engine_port)]


async def supervise(wanted: list[Child], settings: Settings) -> None:
    """Runs the children until a signal asks for the end."""
    async with httpx.AsyncClient(timeout=PROBE_SECONDS, trust_env=False) as client:

        async def probe(address: str) -> bool:
            try:
                return (await client.get(address)).status_code == httpx.codes.OK
            except httpx.TransportError:
                return False

        supervisor = Supervisor(wanted, probe, time.monotonic, _say, adopt=dies_with_us())
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(each, supervisor.stop)
        await supervisor.run(lambda: _say(offer(settings, os.environ)))


def offer(settings: Settings, environ: Mapping[str, str] = MappingProxyType({})) -> str:
    """What to do now that everything runs."""
    return (
        f"\nDuizhang is running.\n  Web chat:  {settings.web_url}/\n  Terminal:  make chat    "
        f"(or make chat BORROWER=..., in another terminal)\n  Telegram:  {_telegram(environ)}\n"
        f"  Logs:      {settings.home / 'log'}\n  Stop:      Ctrl-C\n"
    )


def _telegram(environ: Mapping[str, str]) -> str:
    """Whether it is used; `make doctor` asks whether its token is accepted."""
    token = "DUIZHANG_TELEGRAM_TOKEN"
    return "with your bot" if environ.get(token) else f"get a token from @BotFather and set {token}, to chat there, too"


def _say(text: str) -> None:
    print(text, flush=True)


def _leave(*_: object) -> None:
    sys.exit(143)
