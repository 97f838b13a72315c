"""A real server for a test: streams that never end cannot be read from a client that plays the server itself."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

START_SECONDS = 10.0


class Stage:
    """An application that plays whichever one is put on it: one server for many tests, each with its own."""

    def __init__(self) -> None:
        self.app: ASGIApp = Starlette()
        self.url = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the present one answer."""
        await self.app(scope, receive, send)


@contextmanager
def serving(app: ASGIApp, port: int = 0) -> Iterator[str]:
    """The address of the application, served in a thread; port 0 is any free one."""
    with socket.create_server(("127.0.0.1", port)) as listening:
        # A stream that somebody still reads would hold the server up: at the end of a test nobody is waited for.
        config = uvicorn.Config(app, log_level="critical", access_log=False, timeout_graceful_shutdown=0)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        _wait_for(server)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _wait_for(server: uvicorn.Server) -> None:
    until = time.monotonic() + START_SECONDS
    while not server.started:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.005)
