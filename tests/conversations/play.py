"""Plays a transcript as a channel would: through the relay, which asks the real engine."""

import json
import sqlite3
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from string import Template
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import create_engine, select

from bot.channels import Surroundings
from bot.relay.messages import Incoming, Message
from bot.serving import furnish
from bot.voice.button import Button
from servicing.ledger.records import ChannelRecord
from servicing.ledger.tables import TABLES
from servicing.settings import Settings as ServicingSettings
from tests.conversations.house import RealHouse
from tests.conversations.transcript import NOBODY, Exchange, Transcript

TURN_SECONDS = 30.0
# What begins like a PNG is kept as one.
PICTURE = b"\x89PNG\r\n\x1a\n"


class NoSuchButton(Exception):
    """The transcript presses a button that was not offered."""


@dataclass(frozen=True)
class Played:
    """One exchange as it went: what was said, pressed or sent, and what came back."""

    said: str
    replies: tuple[Message, ...]


@dataclass(frozen=True)
class Outcome:
    """A played transcript, and what it left behind."""

    conversation: str
    borrower_id: str | None
    opening: tuple[Message, ...]
    played: tuple[Played, ...]
    slots: Mapping[str, Any]


@asynccontextmanager
async def surroundings(house: RealHouse) -> AsyncIterator[Surroundings]:
    """The bot's own parts, as its process has them, over the real engine."""
    async with httpx.AsyncClient(base_url=house.settings.engine_url, timeout=TURN_SECONDS, trust_env=False) as client:
        around, _ = furnish(house.settings, ServicingSettings.from_environment(house.environ), client, house.environ)
        yield around


async def play(house: RealHouse, transcript: Transcript, language: str) -> Outcome:
    """Play every exchange of the transcript, one after the other."""
    async with surroundings(house) as around:
        conversation, borrower_id = _begin(house, around, transcript, language)
        await around.relay.press(conversation, Button("", "start", {"language": language}))
        opening = await _new_lines(around, conversation, 0)
        last = opening
        played: list[Played] = []
        for exchange in transcript.exchanges:
            if exchange.sends:
                await _send(around, conversation, exchange.sends)
            else:
                await around.relay.take(_incoming(house, borrower_id, exchange, language, conversation, last))
            lines = await _new_lines(around, conversation, last[-1].number)
            last = lines
            replies = tuple(line for line in lines if line.direction == "out")
            said = next(line.text for line in lines if line.direction == "in")
            played.append(Played(said or f"[{exchange.sends} x PNG]", replies))
        slots = slots_of(house, conversation)
        return Outcome(conversation, borrower_id, tuple(opening), tuple(played), slots)


async def say_more(house: RealHouse, conversation: str, text: str) -> list[str | None]:
    """Go on with a conversation that was played: say a text; the names of the replies."""
    async with surroundings(house) as around:
        before = around.relay.book.since(conversation, 0)[-1].number
        await around.relay.take(Incoming(conversation, uuid.uuid4().hex, text=text))
        return [line.reply for line in await _new_lines(around, conversation, before) if line.direction == "out"]


def _begin(house: RealHouse, around: Surroundings, transcript: Transcript, language: str) -> tuple[str, str | None]:
    conversation = around.relay.book.conversation("transcript", uuid.uuid4().hex, language, around.clock())
    if transcript.borrower == NOBODY:
        return conversation, None
    borrower_id = borrower_named(house, transcript.borrower)
    around.access.link(conversation, borrower_id, around.clock())
    return conversation, borrower_id


def borrower_named(house: RealHouse, name: str) -> str:
    """The demo borrower of that cause (`symptom/cause` where several symptoms have it) or mixture, or the healthy."""
    for each in house.demo.borrowers:
        healthy = each.cause is None and each.mixture is None
        if name in (each.cause, each.mixture, f"{each.symptom}/{each.cause}", "healthy" if healthy else None):
            return each.borrower_id
    raise LookupError(f"the demo lender has no borrower for {name!r}")


async def _send(around: Surroundings, conversation: str, count: int) -> None:
    """Pictures that were chosen together."""
    batch = uuid.uuid4().hex
    for number in range(count):
        await around.intake.take(conversation, f"{batch}.{number}", batch, PICTURE + bytes([number]))


def _incoming(
    house: RealHouse,
    borrower_id: str | None,
    exchange: Exchange,
    language: str,
    conversation: str,
    last: Sequence[Message],
) -> Incoming:
    channel_id = uuid.uuid4().hex
    if exchange.presses is None:
        assert exchange.says is not None
        known = last_debit(house, borrower_id) if "$" in exchange.says[language] else {}
        return Incoming(conversation, channel_id, text=Template(exchange.says[language]).safe_substitute(known))
    return Incoming(conversation, channel_id, token=_token(exchange.presses, last))


def last_debit(house: RealHouse, borrower_id: str | None) -> dict[str, str]:
    """What a borrower's bank would have told them of the latest debit: `$amount`, `$account`, and when, by language."""
    debits = select(TABLES[ChannelRecord]).where(
        TABLES[ChannelRecord].c.borrower_id == borrower_id, TABLES[ChannelRecord].c.kind == "debit"
    )
    with create_engine(f"sqlite:///{house.ledger_file}").connect() as connection:
        row = max(connection.execute(debits).all(), key=lambda each: each.occurred_at)
    at = row.occurred_at.astimezone(ZoneInfo("Asia/Shanghai"))
    when = {"day_zh": f"{at.month}月{at.day}日{at:%H:%M}", "day_en": f"{at:%d %b %Y at %H:%M}"}
    return {"amount": f"{row.amount:,}", "account": row.account_ending, **when}


def _token(presses: str, last: Sequence[Message]) -> str:
    """The token of a button by its place (`1` is the first of the last reply) or by its title's beginning."""
    offered = [button for line in last if line.direction == "out" for button in line.buttons]
    if presses.isdecimal() and 0 < int(presses) <= len(offered):
        return offered[int(presses) - 1].token
    raise NoSuchButton(f"{presses!r}; there were {[each.title for each in offered]}")


async def _new_lines(around: Surroundings, conversation: str, number: int) -> Sequence[Message]:
    await around.relay.settled(conversation)
    return around.relay.book.since(conversation, number)


def slots_of(house: RealHouse, conversation: str) -> dict[str, Any]:
    """The slots as the engine left them, read from its own store."""
    with closing(sqlite3.connect(house.tracker_file)) as connection:
        rows = connection.execute(
            "SELECT data FROM events WHERE sender_id = ? AND type_name = 'slot' ORDER BY id", (conversation,)
        ).fetchall()
    events = [json.loads(row[0]) for row in rows]
    return {each["name"]: each["value"] for each in events}
