"""How a conversation begins where no app vouches for an address: with a secret, and for a demo borrower by choice."""

import asyncio
import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from bot.channels import Surroundings
from bot.channels.door import Refused, Stranger, one_of
from bot.demo import DemoBorrower
from bot.voice.button import Button


async def begin(around: Surroundings, channel: str, body: Mapping[str, Any]) -> tuple[str, str]:
    """Begin a conversation and have the bot greet; the conversation and its secret. Raises `Refused`."""
    borrower = _chosen(around, body)
    # A channel that lets no language be chosen begins in the one that its borrower reads.
    spoken = body if "language" in body or borrower is None else {"language": borrower.language}
    language = one_of(spoken, "language", around.languages)
    secret = secrets.token_urlsafe(24)
    conversation = await asyncio.to_thread(_open, around, channel, secret, language, borrower)
    await press(around, conversation, "start", language)
    return conversation, secret


async def known(around: Surroundings, channel: str, secret: str | None) -> str:
    """The conversation of a secret; raises `Stranger`."""
    address = _address(secret or "")
    conversation = await asyncio.to_thread(around.relay.book.known, channel, address) if secret else None
    if conversation is None:
        raise Stranger
    return conversation


async def switch(around: Surroundings, conversation: str, language: str) -> None:
    """Go on in another language."""
    await asyncio.to_thread(around.relay.book.set_language, conversation, language)
    await press(around, conversation, "switch_language", language)


async def press(around: Surroundings, conversation: str, intent: str, language: str) -> None:
    """Press a button that nobody sees."""
    await around.relay.press(conversation, Button("", intent, {"language": language}))


def _open(around: Surroundings, channel: str, secret: str, language: str, borrower: DemoBorrower | None) -> str:
    now = around.clock()
    conversation = around.relay.book.conversation(channel, _address(secret), language, now)
    if borrower:
        around.access.link(conversation, borrower.borrower_id, now)
    return conversation


def _chosen(around: Surroundings, body: Mapping[str, Any]) -> DemoBorrower | None:
    """The demo borrower that was asked for, by reference or cause; none were none was asked for."""
    wanted = body.get("borrower")
    if wanted is None:
        return None
    found = around.demo.find(wanted) if around.demo and isinstance(wanted, str) else None
    if found is None:
        raise Refused("no such borrower")
    return found


def _address(secret: str) -> str:
    """What the book keeps of a secret: who reads the book cannot speak for anybody in it."""
    return hashlib.sha256(secret.encode()).hexdigest()
