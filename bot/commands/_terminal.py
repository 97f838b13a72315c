"""One conversation in a terminal: what is typed goes out, what the bot says is printed as it comes."""

import json
import threading
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, TextIO

import httpx

PROMPT = "> "
TRIES = 3
PAUSE_SECONDS = 1.0
# A reply may take two tries of the engine; an event stream shows every 15 seconds that it lives.
REPLY_SECONDS = 90.0
SILENCE_SECONDS = 40.0
CONNECT_SECONDS = 5.0


class Screen:
    """Prints lines; what comes while somebody is typing goes above the prompt."""

    def __init__(self, out: TextIO, interactive: bool) -> None:
        self._out, self.interactive = out, interactive
        self._at_prompt = False
        self._lock = threading.Lock()

    def say(self, text: str) -> None:
        """Print a text, and an empty line after it."""
        with self._lock:
            before, after = ("\r", PROMPT) if self._at_prompt else ("", "")
            print(f"{before}{text}\n\n{after}", end="", file=self._out, flush=True)

    def lines(self, source: TextIO) -> Iterator[str]:
        """What is typed, line by line; what comes from a pipe is printed, so that the output can be read."""
        while (line := self._line(source)) is not None:
            if not self.interactive:
                self.say(f"{PROMPT}{line}")
            yield line

    def _line(self, source: TextIO) -> str | None:
        if not self.interactive:
            raw = source.readline()
            return raw.rstrip("\r\n") if raw else None
        with self._lock:
            self._at_prompt = True
        try:
            return input(PROMPT)
        except EOFError:
            return None
        finally:
            self._at_prompt = False


class Conversation:
    """A conversation that has begun: one thread listens, the caller's sends."""

    def __init__(self, client: httpx.Client, secret: str, words: Mapping[str, Any], screen: Screen) -> None:
        self._client, self._words, self._screen = client, words, screen
        self._headers = {"Authorization": f"Bearer {secret}"}
        self._news = threading.Condition()
        self._printed = 0
        self.has_ended = False

    def listen(self) -> None:
        """Print what is said from now on, until the program ends."""
        threading.Thread(target=self._keep_listening, daemon=True).start()

    def wait_for(self, number: int) -> None:
        """Wait until everything up to a line is on the screen, or it is clear that it will not come."""
        with self._news:
            self._news.wait_for(lambda: self._printed >= number or self.has_ended, timeout=REPLY_SECONDS)

    def send(self, line: str) -> None:
        """Send a line and wait for the reply to it; the same id on every try makes a second sending harmless."""
        body = {"id": uuid.uuid4().hex, "line": line}
        answer = self._answer_to(body)
        if answer is not None and answer.status_code == httpx.codes.ACCEPTED:
            self.wait_for(answer.json()["seen"])
        elif answer is not None and answer.status_code == httpx.codes.UNAUTHORIZED:
            self._end()
        else:
            self._screen.say(self._words["not_sent"])

    def leave(self) -> None:
        """Nothing more is said or waited for."""
        with self._news:
            self.has_ended = True
            self._news.notify_all()

    def _answer_to(self, body: Mapping[str, str]) -> httpx.Response | None:
        answer = None
        for attempt in range(TRIES):
            time.sleep(attempt * PAUSE_SECONDS)
            try:
                answer = self._client.post("/terminal/lines", json=body, headers=self._headers, timeout=REPLY_SECONDS)
            except httpx.TransportError:
                continue
            if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                break
        return answer

    def _keep_listening(self) -> None:
        is_lost = False
        while not self.has_ended:
            # A connection that breaks is like one that the other side ended.
            with suppress(httpx.TransportError):
                for _ in self._stream():
                    if is_lost:
                        self._screen.say(self._words["back"])
                    is_lost = False
            if not is_lost and not self.has_ended:
                self._screen.say(self._words["lost"])
            is_lost = True
            time.sleep(PAUSE_SECONDS)

    def _stream(self) -> Iterator[None]:
        """Print the lines of one connection; yields once it stands, and after each line."""
        headers = {**self._headers, "Last-Event-ID": str(self._printed)}
        patience = httpx.Timeout(CONNECT_SECONDS, read=SILENCE_SECONDS)
        with self._client.stream("GET", "/terminal/events", headers=headers, timeout=patience) as answer:
            if answer.status_code == httpx.codes.UNAUTHORIZED:
                self._end()
            if answer.status_code != httpx.codes.OK:
                return
            yield
            for number, line in events(answer.iter_lines()):
                self._print(number, line)
                yield

    def _print(self, number: int, line: Mapping[str, str]) -> None:
        if line["from"] == "bot":
            self._screen.say(line["text"])
        with self._news:
            self._printed = number
            self._news.notify_all()

    def _end(self) -> None:
        if not self.has_ended:
            self.leave()
            self._screen.say(self._words["ended"])


def events(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The events of a stream as the bot sends them: a line `id: …`, then a line `data: …`."""
    number = 0
    for line in lines:
        name, _, value = line.partition(": ")
        if name == "id":
            number = int(value)
        elif name == "data":
            yield number, json.loads(value)
