"""Where the lender's own server gets one-time links for borrowers who are logged in with it.

`POST /link-tokens` with `{"borrower_id": "..."}` and `Authorization: Bearer KEY` is answered 201 with
`{"token": "...", "expires_at": "..."}`. Without any key in DUIZHANG_LINK_KEYS there is no such address. `renewing`
keeps the proof fresh of whoever goes on talking.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import httpx
import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.door import body_of, guarded, id_of, same_host
from bot.errors import Refusal
from servicing.access import Access
from servicing.errors import CasesUnreachable
from servicing.linking.linking import Linking

PATH = "/link-tokens"
VARIABLE = "DUIZHANG_LINK_KEYS"
SHORTEST_KEY = 32
log = structlog.get_logger()


class WeakLinkKey(Refusal):
    """{variable} holds a key that is shorter than {least} characters or has others than plain ones: name keys made by
    chance, with commas between them, or leave the variable out. Nothing was started."""


@dataclass(frozen=True)
class LinkDesk:
    """Makes links for whoever has a key; of the keys it knows the hashes."""

    linking: Linking
    keys: Sequence[bytes] = field(repr=False)
    clock: Callable[[], datetime]

    async def make(self, request: Request) -> Response:
        """A link for one borrower; the key is looked at before anything else."""
        if not self._has_key(request.headers.get("authorization", "")):
            challenge = {"WWW-Authenticate": "Bearer"}
            return JSONResponse({"error": "no such key"}, httpx.codes.UNAUTHORIZED, challenge)
        borrower_id = id_of(await body_of(request), "borrower_id")
        made = await asyncio.to_thread(self.linking.make_token, borrower_id, self.clock())
        told = {"token": made.token, "expires_at": made.expires_at.isoformat()}
        return JSONResponse(told, httpx.codes.CREATED, {"Cache-Control": "no-store"})

    def _has_key(self, header: str) -> bool:
        """Every key is compared, each in the same time, so that neither tells how much of a guess was right."""
        scheme, _, given = header.partition(" ")
        fits = [hmac.compare_digest(_digest(given), key) for key in self.keys]
        return scheme.lower() == "bearer" and any(fits)


def link_routes(keys: Sequence[bytes], linking: Linking | None, clock: Callable[[], datetime]) -> list[Route]:
    """The address, if there are links, and a key to it."""
    if linking is None or not keys:
        return []
    desk = LinkDesk(linking, keys, clock)
    return guarded((PATH,), [Route(PATH, desk.make, methods=["POST"])], same_host)


def renewing(access: Access) -> Callable[[str, datetime], None]:
    """What is told of each line that somebody says, before it is answered; it raises nothing.

    Where the proof cannot be renewed the line is taken all the same, and the proof ages: it fails closed.
    """

    def said(conversation: str, at: datetime) -> None:
        try:
            access.seen(conversation, at)
        except CasesUnreachable:
            log.warning("proof not renewed", conversation=conversation)

    return said


def keys_from(environ: Mapping[str, str]) -> Sequence[bytes]:
    """The hashes of the keys in DUIZHANG_LINK_KEYS, which has commas between them; raises `WeakLinkKey`."""
    keys = [each.strip() for each in environ.get(VARIABLE, "").split(",")]
    return [_digest(_strong(key)) for key in keys if key]


def _strong(key: str) -> str:
    if len(key) < SHORTEST_KEY or not (key.isascii() and key.isprintable() and " " not in key):
        raise WeakLinkKey(variable=VARIABLE, least=SHORTEST_KEY)
    return key


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
