"""A page of the lender on an origin of its own, which holds the chat in a frame by the one line of the widget."""

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tests.bot.live import serving

# The lender's own policy allows the chat, and no inline script or style.
POLICY = "default-src 'none'; script-src {chat}; frame-src {chat}; style-src 'none'; img-src data:"
PAGE = """<!doctype html><html lang="{language}"><head><title>Lender</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"><script src="{chat}/widget.js" {told} async></script></head>
<body><main><h1>My loans</h1><p><a href="#pay" id="pay">Pay now</a></p></main></body></html>"""


@contextmanager
def lender_page(chat: str, port: int, language: str = "en", told: str = "") -> Iterator[None]:
    """The page at a port of this machine; `told` are attributes of the one line."""

    async def page(request: Request) -> Response:
        html = PAGE.format(chat=chat, language=language, told=told)
        return HTMLResponse(html, headers={"Content-Security-Policy": POLICY.format(chat=chat)})

    with serving(Starlette(routes=[Route("/", page)]), port):
        yield
