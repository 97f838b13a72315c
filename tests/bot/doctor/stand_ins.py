"""A clone on the doctor's bench, and a Telegram that answers as it is told."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from bot.doctor.findings import Bench
from tests.bot.setup.stand_ins import clone


def bench(root: Path, **environ: str) -> Bench:
    """A clone that was never set up, with a home of its own."""
    return Bench(clone(root), {"DUIZHANG_HOME": str(root / "var"), "PATH": str(root), "HOME": str(root), **environ})


@contextmanager
def telegram(status: int, answer: dict[str, object]) -> Iterator[str]:
    """Plays Telegram: every request gets this answer; the value is its address."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/bot"
        server.shutdown()
