"""What the bot's processes are told from outside: places, addresses and ports, read once from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from pathlib import Path

from bot.errors import BadDays, BadPort, SamePort

LOOPBACK = "127.0.0.1"

# Environment variable, and the port that is used without it.
WEB_PORT = ("DUIZHANG_WEB_PORT", 8800)
ENGINE_PORT = ("DUIZHANG_ENGINE_PORT", 5005)
ACTIONS_PORT = ("DUIZHANG_ACTIONS_PORT", 5055)

# How many days the words of a conversation are kept.
CHAT_DAYS = ("DUIZHANG_CHAT_DAYS", 400)
MOST_DAYS = 36_500


@dataclass(frozen=True)
class Settings:
    """Where the bot keeps its things, for how long (None for ever), and where its three processes listen."""

    home: Path = Path("var")
    chat_database: str = "sqlite:///var/chat.db"
    web_host: str = LOOPBACK
    web_port: int = WEB_PORT[1]
    engine_port: int = ENGINE_PORT[1]
    actions_port: int = ACTIONS_PORT[1]
    chat_lasts: timedelta | None = timedelta(days=CHAT_DAYS[1])

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Reads DUIZHANG_HOME, DUIZHANG_CHAT, DUIZHANG_CHAT_DAYS and the three ports.

        Raises `BadPort`, `SamePort` or `BadDays`.
        """
        home = Path(environ.get("DUIZHANG_HOME") or "var")
        chat = environ.get("DUIZHANG_CHAT") or f"sqlite:///{home}/chat.db"
        web, engine, actions = _ports(environ)
        return cls(home, chat, LOOPBACK, web, engine, actions, _chat_lasts(environ))

    @property
    def web_url(self) -> str:
        return f"http://{self.web_host}:{self.web_port}"

    @property
    def engine_url(self) -> str:
        return f"http://{LOOPBACK}:{self.engine_port}"

    @property
    def actions_url(self) -> str:
        return f"http://{LOOPBACK}:{self.actions_port}"


def _chat_lasts(environ: Mapping[str, str]) -> timedelta | None:
    variable, default = CHAT_DAYS
    value = environ.get(variable) or str(default)
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(MOST_DAYS))
    if not is_number or int(value) > MOST_DAYS:
        raise BadDays(variable=variable, value=value)
    return timedelta(days=int(value)) or None


def _ports(environ: Mapping[str, str]) -> list[int]:
    wanted = [(variable, _port(environ, variable, default)) for variable, default in _PORTS]
    for (first, port), (second, other) in combinations(wanted, 2):
        if port == other:
            raise SamePort(first=first, second=second, port=port)
    return [port for _, port in wanted]


_PORTS = (WEB_PORT, ENGINE_PORT, ACTIONS_PORT)


def _port(environ: Mapping[str, str], variable: str, default: int) -> int:
    value = environ.get(variable) or str(default)
    if not (value.isascii() and value.isdigit() and len(value) <= 5 and 1 <= int(value) <= 65535):
        raise BadPort(variable=variable, value=value)
    return int(value)
