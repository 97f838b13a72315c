"""How long a newcomer waits: from `git clone` to the first answer, through the README's own command.

It clones what is committed here into a temporary folder, starts `make run` there on free ports, asks a question as the
web page does, and prints the seconds of each part. It needs nothing but the standard library. The caches of the package
tools are used as they are: say whether they were warm when you quote a figure.
"""

import http.cookiejar
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PORTS = ("DUIZHANG_WEB_PORT", "DUIZHANG_ENGINE_PORT", "DUIZHANG_ACTIONS_PORT")
QUESTION = {"id": "first", "text": "I paid yesterday and it still says I owe"}
PATIENCE_SECONDS = 1800.0
WHAT_MAKE_SETS = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKE_TERMERR", "MAKE_TERMOUT")


def main() -> int:
    """0 when an answer came."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "duizhang"
        started = time.monotonic()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        cloned = time.monotonic()
        environ = _environ()
        running = subprocess.Popen(["make", "run"], cwd=clone, env=environ, start_new_session=True)
        try:
            web, engine, actions = (f"http://127.0.0.1:{environ[name]}" for name in PORTS)
            for health in (f"{engine}/webhooks/turns/health", f"{actions}/health", f"{web}/health"):
                _wait_for(health, running)
            ready = time.monotonic()
            answer = _ask(web)
            answered = time.monotonic()
        finally:
            os.killpg(running.pid, signal.SIGINT)
            running.wait(60)
    print(f"\nclone {cloned - started:.1f} s, set-up and start {ready - cloned:.1f} s, answer {answered - ready:.1f} s")
    print(f"fresh clone to first answer: {answered - started:.1f} s (reply: {answer})")
    return 0


def _environ() -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in WHAT_MAKE_SETS}
    sockets = [socket.socket() for _ in PORTS]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = {name: str(each.getsockname()[1]) for name, each in zip(PORTS, sockets, strict=True)}
    for each in sockets:
        each.close()
    return {**kept, **ports}


def _wait_for(address: str, running: "subprocess.Popen[bytes]") -> None:
    patience = time.monotonic() + PATIENCE_SECONDS
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < patience:
        if running.poll() is not None:
            sys.exit(f"make run ended with {running.returncode}")
        try:
            with opener.open(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    sys.exit("no answer in time")


def _ask(web: str) -> str:
    """Begin as a demo borrower whose transfer is in clearing, ask, and read the stream until the diagnosis is there."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar))
    _post(opener, f"{web}/chat/conversations", {"borrower": "in_clearing", "language": "en"})
    _post(opener, f"{web}/chat/messages", QUESTION)
    with opener.open(f"{web}/chat/events", timeout=60) as stream:
        for raw in stream:
            line = raw.decode()
            if line.startswith("data: "):
                message = json.loads(line.removeprefix("data: "))
                if message["reply"] not in (None, "start"):
                    return str(message["reply"])
    sys.exit("the stream ended without an answer")


def _post(opener: urllib.request.OpenerDirector, address: str, body: Mapping[str, str]) -> None:
    request = urllib.request.Request(
        address, data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}, method="POST"
    )
    with opener.open(request, timeout=30):
        pass


if __name__ == "__main__":
    sys.exit(main())
