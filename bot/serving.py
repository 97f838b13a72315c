"""The bot's own process put together: databases, voice, relay and channels, wired here and nowhere else."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels import Channel, Pushing, ReachingOut, Surroundings, all_channels
from bot.demo import read_demo
from bot.linking import keys_from, link_routes, renewing
from bot.relay.apology import CaseAndApology
from bot.relay.book import ChatBook
from bot.relay.courier import Courier, Sender
from bot.relay.cutting import CutNotice
from bot.relay.engine import HttpEngine
from bot.relay.engine_record import EngineRecord
from bot.relay.forgetting import Forgetting
from bot.relay.intake import Intake
from bot.relay.outbox import Outbox
from bot.relay.relay import Relay
from bot.relay.retention import Retention
from bot.settings import Settings
from bot.voice.catalogue import Catalogue, catalogues
from bot.voice.voice import Voice
from servicing.access import Access
from servicing.cases.book import CaseBook
from servicing.database import open_engine
from servicing.evidence.keeping import open_keeping
from servicing.linking.linking import open_linking
from servicing.settings import Settings as ServicingSettings
from servicing.store import upgrade

log = structlog.get_logger()
MIGRATIONS = Path(__file__).parent / "relay" / "migrations"
TURN_SECONDS = 12.0


def make_app(environ: Mapping[str, str]) -> Starlette:
    """The ASGI application as the environment describes it."""
    settings, servicing = Settings.from_environment(environ), ServicingSettings.from_environment(environ)
    client = httpx.AsyncClient(base_url=settings.engine_url, timeout=TURN_SECONDS, trust_env=False)
    around, courier = furnish(settings, servicing, client, environ)
    channels = list(all_channels(around))
    retention = tidying(settings, around, client)
    desk = link_routes(keys_from(environ), around.linking, around.clock)
    routes = [Route("/health", health), *desk, *(route for channel in channels for route in channel.routes())]

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        courier.serve(dict(_senders(channels)))
        await courier.resume()
        await around.relay.resume()
        running = [asyncio.create_task(_run(each)) for each in channels if isinstance(each, ReachingOut)]
        running.append(asyncio.create_task(retention.run()))
        yield
        for each in running:
            each.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await courier.stop()
        await client.aclose()

    return Starlette(routes=routes, lifespan=life)


def tidying(settings: Settings, around: Surroundings, client: httpx.AsyncClient) -> Retention:
    """What erases what was said, when it is time to; where a case is open, the way to whoever waits for it is kept."""
    cases = CaseBook(around.access.engine)

    def is_needed(conversation: str) -> bool:
        return any(each.state == "open" for each in cases.of_conversation(conversation))

    return Retention(
        Forgetting(around.relay.book.engine), settings.chat_lasts, around.clock, is_needed, EngineRecord(client).erase
    )


async def _run(channel: ReachingOut) -> None:
    """A channel that ends by a fault of its own is named at once; the others go on."""
    try:
        await channel.run()
    except Exception as fault:
        log.error("a channel has ended", channel=channel.name, why=repr(fault))


def _senders(channels: Iterable[Channel]) -> Iterator[tuple[str, Sender]]:
    for channel in channels:
        sender = channel.sender() if isinstance(channel, Pushing) else None
        if sender is not None:
            yield channel.name, sender


def furnish(
    settings: Settings, servicing: ServicingSettings, client: httpx.AsyncClient, environ: Mapping[str, str]
) -> tuple[Surroundings, Courier]:
    """What the channels use, and who sends what they push.

    The demo's borrowers can be chosen only where the demo's own books are read.
    """
    words, clock = catalogues(), servicing.clock()
    store, chat = open_engine(servicing.cases, durable=True), open_engine(settings.chat_database, durable=True)
    upgrade(store)
    upgrade(chat, MIGRATIONS)
    access = Access(store, clock, servicing.proof_lasts)
    apology = CaseAndApology(Voice(words), _notices(words), CaseBook(store), access, clock)
    cut = CutNotice(Voice(words), _notices(words))
    courier = Courier(Outbox(chat), clock)
    relay = Relay(
        ChatBook(chat), HttpEngine(client), apology, clock, said=courier.see_to, heard=renewing(access), was_cut=cut
    )
    demo = None if environ.get("DUIZHANG_LEDGER") else read_demo(settings.home / "ledger-truth.jsonl")
    linking = open_linking(servicing, store)
    intake = Intake(relay, open_keeping(access, settings.home), clock)
    return Surroundings(relay, access, words, demo, clock, linking, environ, intake=intake), courier


def _notices(words: Mapping[str, Catalogue]) -> Mapping[str, Mapping[str, Any]]:
    return {code: each.notice for code, each in words.items()}


async def health(request: Request) -> Response:
    """Alive."""
    return JSONResponse({"status": "ok"})
