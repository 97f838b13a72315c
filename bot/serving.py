"""The bot's own process put together: databases, voice, relay and channels, wired here and nowhere else."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels import Surroundings, all_channels
from bot.demo import read_demo
from bot.relay.apology import CaseAndApology
from bot.relay.book import ChatBook
from bot.relay.engine import HttpEngine
from bot.relay.relay import Relay
from bot.settings import Settings
from bot.voice.catalogue import Catalogue, catalogues
from bot.voice.voice import Voice
from servicing.access import Access
from servicing.cases.book import CaseBook
from servicing.database import open_engine
from servicing.settings import Settings as ServicingSettings
from servicing.store import upgrade

MIGRATIONS = Path(__file__).parent / "relay" / "migrations"
TURN_SECONDS = 12.0


def make_app(environ: Mapping[str, str]) -> Starlette:
    """The ASGI application as the environment describes it."""
    settings, servicing = Settings.from_environment(environ), ServicingSettings.from_environment(environ)
    client = httpx.AsyncClient(base_url=settings.engine_url, timeout=TURN_SECONDS, trust_env=False)
    around = furnish(settings, servicing, client, real_books=bool(environ.get("DUIZHANG_LEDGER")))

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await around.relay.resume()
        yield
        await client.aclose()

    channels = all_channels(around)
    routes = [Route("/health", health), *(route for channel in channels for route in channel.routes())]
    return Starlette(routes=routes, lifespan=life)


def furnish(
    settings: Settings, servicing: ServicingSettings, client: httpx.AsyncClient, real_books: bool
) -> Surroundings:
    """What the channels use; the demo's borrowers can be chosen only where the demo's own books are read."""
    words, clock = catalogues(), servicing.clock()
    store, chat = open_engine(servicing.cases, durable=True), open_engine(settings.chat_database, durable=True)
    upgrade(store)
    upgrade(chat, MIGRATIONS)
    access = Access(store)
    apology = CaseAndApology(Voice(words), _notices(words), CaseBook(store), access, clock)
    relay = Relay(ChatBook(chat), HttpEngine(client), apology, clock)
    demo = None if real_books else read_demo(settings.home / "ledger-truth.jsonl")
    return Surroundings(relay, access, words, demo, clock)


def _notices(words: Mapping[str, Catalogue]) -> Mapping[str, Mapping[str, Any]]:
    return {code: each.notice for code, each in words.items()}


async def health(request: Request) -> Response:
    """Alive."""
    return JSONResponse({"status": "ok"})
