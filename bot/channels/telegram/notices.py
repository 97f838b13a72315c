"""What the channel says itself, without the engine: kept and sent like any reply, once for each occasion."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.channels import Surroundings
from bot.relay.fetches import Fetch
from bot.relay.messages import Said
from bot.voice.notice import notice
from bot.voice.voice import Voice
from servicing.evidence.keeping import LIMITS

# Whoever has shown no language in so many lines has it from their app.
MOST_LINES = 100


class Notices:
    """Says a reply by its name, in the language that the borrower writes."""

    def __init__(self, around: Surroundings) -> None:
        self._around, self._voice = around, Voice(around.languages)
        self._rules = {code: each.notice for code, each in around.languages.items()}

    async def say(
        self,
        reply: str,
        conversation: str,
        slot: str,
        language: str | None,
        facts: Mapping[str, Any] | None = None,
        unasked: bool = False,
    ) -> None:
        """Say it, unless something was said for that slot before: the update, its album, or the minute of a flood.

        `language` is that of the borrower's app, for whoever has not written yet; without it, the one that the app had
        when the conversation began. What is `unasked` is not said while a person speaks in the conversation.
        """
        written = await self.written(conversation) or language
        chosen = written or await asyncio.to_thread(self._around.relay.book.language_of, conversation)
        spoken = self._voice.say(reply, chosen, facts or {})
        said = Said(spoken.text, reply, facts or {}, spoken.buttons)
        await self._around.relay.speak(conversation, slot, said, unasked=unasked)

    async def decline(self, fetch: Fetch, why: str) -> None:
        """Say that a file is not taken, and why."""
        facts = {"why": why, **LIMITS}
        await self.say("file_refused", fetch.conversation, f"refused.{fetch.channel_id}", None, facts, unasked=True)

    async def written(self, conversation: str) -> str | None:
        """The language of the last line that shows one; a pressed choice of language does."""
        return await asyncio.to_thread(self._written, conversation)

    def _written(self, conversation: str) -> str | None:
        for line in self._around.relay.book.lately(conversation, MOST_LINES):
            noticed = notice(line.text, self._rules) if line.direction == "in" else None
            if noticed is not None:
                return noticed
        return None
