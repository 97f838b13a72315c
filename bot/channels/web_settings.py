"""What the web chat is told from outside: whose pages may hold it in a frame, and how many proxies stand before it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.channels.caps import Rate
from bot.errors import Refusal

PARENTS, PROXIES = "DUIZHANG_WEB_PARENTS", "DUIZHANG_PROXIES"
MOST_PROXIES = 9
VISITOR = Rate(a_minute=30, at_once=20)
# An address can be that of a whole mobile network, so it may do much.
ADDRESS = Rate(a_minute=600, at_once=120)
BEGUN = Rate(a_minute=60, at_once=40)
# What a browser calls an origin, and nothing that could end the header that it is written into.
ORIGIN = re.compile(r"(?P<origin>https?://([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(:[0-9]{1,5})?)/?")


class BadParent(Refusal):
    """{variable} names {value!r}, which is no origin: give https:// and a host in small letters, without a path, as in
    https://www.lender.example, several separated by commas."""


class BadProxies(Refusal):
    """{variable} is {value!r}: give the number of proxies before the bot that you run yourself, from 0 to {most}."""


@dataclass(frozen=True)
class Caps:
    """How many messages one visitor and one address may send, how many conversations an address may begin, and how
    many streams a visitor may have."""

    visitor: Rate = VISITOR
    address: Rate = ADDRESS
    begun: Rate = BEGUN
    # A browser holds six connections to a host over HTTP/1.1: a sixth stream would leave none to send by.
    streams: int = 5


@dataclass(frozen=True)
class WebSettings:
    """`parents` are origins, in the order given; without any, nobody's page may hold the chat."""

    parents: tuple[str, ...] = ()
    proxies: int = 0
    caps: Caps = field(default_factory=Caps)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "WebSettings":
        """Reads DUIZHANG_WEB_PARENTS and DUIZHANG_PROXIES; raises `BadParent` or `BadProxies`."""
        named = (each.strip() for each in environ.get(PARENTS, "").split(","))
        return cls(tuple(_origin(each) for each in named if each), _proxies(environ.get(PROXIES) or "0"))


def _origin(value: str) -> str:
    """As a browser writes it, whether or not somebody ended it with a slash."""
    found = ORIGIN.fullmatch(value)
    if found is None:
        raise BadParent(variable=PARENTS, value=value)
    return found["origin"]


def _proxies(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) == 1 and int(value) <= MOST_PROXIES):
        raise BadProxies(variable=PROXIES, value=value, most=MOST_PROXIES)
    return int(value)
