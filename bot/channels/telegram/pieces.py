"""An answer as the pieces in which Telegram is sent it: its pictures, its words with the buttons, its documents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot.channels import Surroundings
from bot.channels.telegram.proof import SHARE
from bot.channels.telegram.splitting import parts
from bot.documents.render import rendered
from bot.pictures.artist import Artist, png
from bot.relay.forgetting import Forgetting
from bot.relay.messages import OfferedButton
from bot.relay.outbox import Delivery
from bot.voice.notice import notice
from bot.voice.voice import Voice
from servicing.certificates.book import CertificateBook

# What stands out in an answer: the finding, as Chinese sets it off.
STANDS_OUT = re.compile(r"(【[^【】\n]+】)")
# The reply that goes with a copy of what was said.
EXPORT, EXPORT_NAME = "telegram_export", "conversation.txt"
log = structlog.get_logger()


Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup


@dataclass(frozen=True)
class Words:
    """A part of the text, as HTML; the buttons are under the last one."""

    html: str
    keyboard: Keyboard | None = None


@dataclass(frozen=True)
class Photo:
    """A picture as a PNG."""

    png: bytes


@dataclass(frozen=True)
class Paper:
    """A document: a PDF, or a copy of the conversation."""

    name: str
    content: bytes


Piece = Words | Photo | Paper


@dataclass(frozen=True)
class Cutter:
    """Cuts answers into pieces: the same answer always into as many, as long as its papers hold."""

    around: Surroundings
    artist: Artist

    def pieces(self, delivery: Delivery) -> list[Piece]:
        """The pieces in the order in which they are sent; raises `CasesUnreachable` or `SQLAlchemyError`."""
        photos = (Photo(png(drawing.svg)) for _, drawing in self.artist.drawn(delivery.facts))
        return [*photos, *words_of(delivery.text, self._keyboard(delivery)), *self._papers(delivery)]

    def _keyboard(self, delivery: Delivery) -> Keyboard | None:
        """What is under the words: the buttons, or the one with which Telegram shares the sender's own number."""
        if delivery.reply != SHARE:
            return keyboard(delivery.buttons)
        share = Voice(self.around.languages).phrase("telegram", "share", self._language(delivery), {})
        wanted = KeyboardButton(share, request_contact=True)
        return ReplyKeyboardMarkup([[wanted]], resize_keyboard=True, one_time_keyboard=True)

    def _language(self, delivery: Delivery) -> str | None:
        return notice(delivery.text, {code: each.notice for code, each in self.around.languages.items()})

    def _papers(self, delivery: Delivery) -> Iterator[Paper]:
        """The documents that it speaks of, which this conversation still may have."""
        if delivery.reply == EXPORT:
            forgetting = Forgetting(self.around.relay.book.engine)
            yield Paper(EXPORT_NAME, forgetting.export(delivery.conversation, delivery.number).encode())
        named: Any = delivery.facts.get("documents")
        for number in [str(each["number"]) for each in named or ()]:
            certificate = CertificateBook(self.around.access.engine).find(number)
            borrower = self.around.access.borrower_if_proved(delivery.conversation)
            if certificate is None or certificate.withdrawn_at or certificate.borrower_id != borrower:
                log.warning("document kept back", conversation=delivery.conversation, line=delivery.number)
                continue
            pdf = rendered(certificate, Voice(self.around.languages), self._language(delivery))
            yield Paper(f"{number}.pdf", pdf)


def words_of(text: str, below: Keyboard | None) -> Iterator[Words]:
    """The text in parts, as HTML."""
    found = list(parts(text))
    for place, part in enumerate(found, start=1):
        yield Words(as_html(part), below if place == len(found) else None)


def as_html(text: str) -> str:
    """Plain text as Telegram's HTML; nothing in it is taken for a mark."""
    return STANDS_OUT.sub(r"<b>\1</b>", escape(text, quote=False))


def keyboard(buttons: tuple[OfferedButton, ...]) -> InlineKeyboardMarkup | None:
    """One button below the other, so that a long title has room; pressing one sends its token."""
    rows = [[InlineKeyboardButton(each.title, callback_data=each.token)] for each in buttons]
    return InlineKeyboardMarkup(rows) if rows else None
