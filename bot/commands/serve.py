"""Serves the channels: the bot's own process, one of the three that `run` starts."""

import argparse
import os

import uvicorn

from bot.serving import make_app
from bot.settings import Settings
from servicing.logs.start import start_logs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: everything comes from the environment, see `bot.settings`."""


def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    start_logs("bot", "servicing")
    settings = Settings.from_environment(os.environ)
    uvicorn.run(
        make_app(os.environ),
        host=settings.web_host,
        port=settings.web_port,
        access_log=False,
        log_level="warning",
        log_config=None,
        # Whom to believe about an address is told by DUIZHANG_PROXIES.
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    return 0
