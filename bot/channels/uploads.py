"""Files that a page sends: one a request, its bytes as the body, its id and that of its batch in the address."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.door import id_of
from bot.relay.intake import LONGEST_BATCH, Intake
from servicing.errors import EvidenceRefused

PATH = "/chat/files"
NOT_TAKEN = 422


@dataclass(frozen=True)
class Uploads:
    """Takes what is sent; under its id a second sending is harmless."""

    intake: Intake

    async def take(self, conversation: str, request: Request) -> Response:
        """201 once it is kept; 422 with the code of why it is not taken, which the page has words for."""
        source, batch = id_of(request.query_params, "id"), id_of(request.query_params, "batch", LONGEST_BATCH)
        try:
            await self.intake.take(conversation, source, batch, await request.body())
        except EvidenceRefused as refused:
            return JSONResponse({"error": str(refused), "code": refused.code}, NOT_TAKEN)
        return JSONResponse({"taken": True}, 201)
