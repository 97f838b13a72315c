"""Which ports the three processes want, and whether they can have them."""

import socket
from dataclasses import dataclass

from bot.errors import PortTaken
from bot.settings import ACTIONS_PORT, ENGINE_PORT, LOOPBACK, WEB_PORT, Settings

CONNECT_SECONDS = 0.5


@dataclass(frozen=True)
class WantedPort:
    """A port, which process wants it, and the environment variable that changes it."""

    wanted_by: str
    host: str
    port: int
    variable: str


def wanted_ports(settings: Settings) -> list[WantedPort]:
    """The ports of the three processes."""
    return [
        WantedPort("the web chat", settings.web_host, settings.web_port, WEB_PORT[0]),
        WantedPort("the engine", LOOPBACK, settings.engine_port, ENGINE_PORT[0]),
        WantedPort("the actions", LOOPBACK, settings.actions_port, ACTIONS_PORT[0]),
    ]


def check_ports(wanted: list[WantedPort]) -> None:
    """Raises `PortTaken` for the first that cannot be had."""
    for each in wanted:
        if is_taken(each.host, each.port):
            raise PortTaken(port=each.port, host=each.host, wanted_by=each.wanted_by, variable=each.variable)


def is_taken(host: str, port: int) -> bool:
    """Whether somebody listens there, or we may not."""
    return _answers(host, port) or not _can_listen(host, port)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=CONNECT_SECONDS):
            return True
    except OSError:
        return False


def _can_listen(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True
