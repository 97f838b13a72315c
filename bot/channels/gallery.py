"""The pictures of a channel that is reached over HTTP: shown to whoever owns the conversation, and to nobody else."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from starlette.responses import Response

from bot.pictures.artist import Artist, PictureRefused, pictures_of, png, zone_of
from bot.relay.book import ChatBook
from bot.relay.messages import Message

PATH = "/pictures/{rest:path}"
ASKED = re.compile(r"([0-9]{1,15})/([0-9])\.(svg|png)")
TYPES = {"svg": "image/svg+xml", "png": "image/png"}
# What was drawn for one person is not kept in a browser that the next one uses.
KEPT_NOWHERE = {"Cache-Control": "no-store"}
NOT_FOUND = 404
log = structlog.get_logger()


@dataclass(frozen=True)
class Gallery:
    """One door: a picture of one's own conversation, or "not found", whatever the reason."""

    artist: Artist
    book: ChatBook

    def listed(self, message: Message) -> list[Mapping[str, Any]]:
        """The pictures of a message that can be drawn: where each is, how large, and what it says in words."""
        return [
            {
                "src": f"/pictures/{message.number}/{place}.svg",
                "alt": drawing.alt,
                "width": drawing.width,
                "height": drawing.height,
            }
            for place, drawing in self.artist.drawn(message.facts)
        ]

    async def answer(self, conversation: str, asked: str) -> Response:
        """The picture that is asked for as `<message>/<place>.svg` or `.png`; anything else is not found."""
        parts = ASKED.fullmatch(asked)
        if parts is None:
            return Response(status_code=NOT_FOUND)
        number, place, form = int(parts[1]), int(parts[2]), parts[3]
        return await asyncio.to_thread(self._answer, conversation, number, place, form)

    def _answer(self, conversation: str, number: int, place: int, form: str) -> Response:
        message = self.book.line(conversation, number)
        pictures = pictures_of(message.facts) if message else []
        if message is None or place >= len(pictures):
            return Response(status_code=NOT_FOUND)
        try:
            drawing = self.artist.draw(pictures[place], pictures[place].get("language"), zone_of(message.facts))
        except PictureRefused as refused:
            log.warning("picture refused", why=str(refused))
            return Response(status_code=NOT_FOUND)
        content = png(drawing.svg) if form == "png" else drawing.svg
        return Response(content, media_type=TYPES[form], headers=KEPT_NOWHERE)
