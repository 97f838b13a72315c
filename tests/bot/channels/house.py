"""A channel with everything behind it but the engine: what it needs, its application, and what it is really sent."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.channels import Channel, Surroundings
from bot.demo import Demo, DemoBorrower
from bot.relay.engine import Engine
from bot.relay.intake import Intake
from bot.voice.catalogue import catalogues
from servicing.access import Access
from servicing.evidence.keeping import open_keeping
from servicing.store.tables import METADATA
from tests.bot.live import Stage
from tests.bot.relay.fakes import clock, relay
from tests.new_store import new_store

PAYLOADS = Path(__file__).parent / "payloads"
WORDS = catalogues()
DEMO = Demo(
    [
        DemoBorrower("B0001", "阿杰", "zh", None, None, None),
        DemoBorrower("B0002", "Grace", "en", None, None, "two_payments_in_trouble"),
        DemoBorrower("B0003", "Tom", "en", "payment_not_credited", "in_clearing", None),
        DemoBorrower("B0004", "小雨", "zh", "auto_debit_problem", "auto_debit_disabled", None),
    ]
)


def surroundings(folder: Path, engine: Engine, demo: Demo | None = DEMO) -> Surroundings:
    """What a channel may use, with books of its own in the folder."""
    access = Access(new_store(folder / "cases.db", METADATA), clock)
    spoken = relay(folder, engine)
    return Surroundings(spoken, access, WORDS, demo, clock, intake=Intake(spoken, open_keeping(access, folder), clock))


@contextmanager
def client_of(channel: Channel, stage: Stage) -> Iterator[httpx.Client]:
    """A client of the channel, which really listens."""
    stage.app = Starlette(routes=list(channel.routes()))
    with httpx.Client(base_url=stage.url, trust_env=False, timeout=10) as client:
        yield client


def payload(channel: str, situation: str) -> dict[str, Any]:
    """What is really sent in a situation."""
    found: dict[str, Any] = json.loads((PAYLOADS / channel / f"{situation}.json").read_text(encoding="utf-8"))
    return found


def send(
    client: httpx.Client, channel: str, situation: str, headers: Mapping[str, str] | None = None, **body: Any
) -> httpx.Response:
    """Send what is sent in a situation, with other values in its body or headers where the test names them."""
    sent = payload(channel, situation)
    told = {**sent.get("headers", {}), **(headers or {})}
    return client.request(sent["method"], sent["path"], headers=told, json={**sent["body"], **body})


def lines_of(
    client: httpx.Client, path: str, count: int, headers: Mapping[str, str] | None = None
) -> list[tuple[int, dict[str, Any]]]:
    """The first lines of a stream, each with its number."""
    found: list[tuple[int, dict[str, Any]]] = []
    number = 0
    with client.stream("GET", path, headers=headers) as answer:
        assert answer.status_code == httpx.codes.OK
        for line in answer.iter_lines():
            name, _, value = line.partition(": ")
            if name == "id":
                number = int(value)
            elif name == "data":
                found.append((number, json.loads(value)))
            if len(found) == count:
                break
    return found
