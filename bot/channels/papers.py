"""The certificates of a conversation as PDFs: named beside the line that speaks of them, given to that talk alone."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import Response

from bot.channels import Surroundings
from bot.documents.render import rendered
from bot.relay.messages import Message
from bot.voice.voice import Voice
from servicing.certificates.book import CertificateBook
from servicing.certificates.certificate import Certificate

PATH = "/documents/{rest:path}"
ENDING = ".pdf"


@dataclass(frozen=True)
class Papers:
    """What a conversation was given. Absent, withdrawn and not yours are answered alike."""

    around: Surroundings

    def listed(self, message: Message) -> Sequence[dict[str, str]]:
        """The documents that a line speaks of: their address and their number."""
        return [{"src": f"/documents/{number}{ENDING}", "number": number} for number in numbers_in(message)]

    async def answer(self, conversation: str, name: str, request: Request) -> Response:
        """The PDF in the language that the page is in; "not found" for whoever it was not given to."""
        certificate = await asyncio.to_thread(self._given, conversation, name.removesuffix(ENDING))
        if certificate is None:
            return Response(status_code=httpx.codes.NOT_FOUND)
        language = request.query_params.get("language")
        known = language if language in self.around.languages else None
        pdf = await asyncio.to_thread(rendered, certificate, Voice(self.around.languages), known)
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return Response(pdf, media_type="application/pdf", headers=headers)

    def _given(self, conversation: str, number: str) -> Certificate | None:
        """The certificate, if this conversation was given it and still speaks for its borrower."""
        given = self.around.relay.book.since(conversation, 0)
        if not any(number in numbers_in(each) for each in given):
            return None
        certificate = CertificateBook(self.around.access.engine).find(number)
        if certificate is None or certificate.withdrawn_at:
            return None
        borrower = self.around.access.borrower_if_proved(conversation)
        return certificate if certificate.borrower_id == borrower else None


def numbers_in(message: Message) -> Sequence[str]:
    """The numbers of the documents that a line of ours speaks of."""
    named: Any = message.facts.get("documents") if message.direction == "out" else None
    return [str(each["number"]) for each in named or ()]
