"""The caps as the page meets them: a word, when to come back, and nothing of what was refused is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.channels.caps import Meter, Rate
from bot.channels.streams import Streams
from bot.channels.web import Web, open_channel
from tests.bot.channels.house import client_of, lines_of, send, surroundings
from tests.bot.live import Stage
from tests.bot.relay.fakes import FakeEngine

MANY = Rate(a_minute=600, at_once=100)
TWO = Rate(a_minute=6, at_once=2)


@pytest.fixture
def engine() -> FakeEngine:
    """Repeats what it hears."""
    return FakeEngine()


@contextmanager
def visited(
    tmp_path: Path, stage: Stage, engine: FakeEngine, environ: dict[str, str] | None = None, **rates: Rate
) -> Iterator[httpx.Client]:
    """A client of a chat with caps of its own, whose clock stands still."""
    channel = open_channel(replace(surroundings(tmp_path, engine), environ=environ or {}))
    meter = Meter({"visitor": MANY, "address": MANY, "begun": MANY, **rates}, lambda: 0.0)
    with client_of(replace(channel, meter=meter), stage) as client:
        yield client


def lines(client: httpx.Client, count: int) -> list[int]:
    """The statuses of so many lines, each with an id of its own."""
    return [send(client, "web", "line", id=f"id {number}").status_code for number in range(count)]


@pytest.mark.parametrize("kind", ["visitor", "address"])
def test_too_many_messages_are_refused_with_a_time(tmp_path: Path, stage: Stage, engine: FakeEngine, kind: str) -> None:
    """And never reach the engine, so that sending them again later is the first time."""
    with visited(tmp_path, stage, engine, {}, **{kind: TWO}) as client:
        send(client, "web", "begin")
        assert lines(client, 3) == [202, 202, 429]
        answer = send(client, "web", "line", id="id 2")
        assert (answer.headers["retry-after"], answer.json()["error"]) == (
            "10",
            "too much at once: wait, then send it again",
        )
        assert send(client, "web", "switch_language").status_code == httpx.codes.TOO_MANY_REQUESTS
        kept = [line for _, line in lines_of(client, "/chat/events", 6) if line["from"] == "you" and line["text"]]
    assert [line["id"] for line in kept] == ["id 0", "id 1"]


def test_one_visitor_does_not_slow_another_down(tmp_path: Path, stage: Stage, engine: FakeEngine) -> None:
    """Each conversation has its own bucket, though they come from one address."""
    with visited(tmp_path, stage, engine, visitor=TWO) as client:
        for _ in range(2):
            send(client, "web", "begin")
            assert lines(client, 3) == [202, 202, 429]


def test_what_was_malformed_or_from_a_stranger_is_not_counted(tmp_path: Path, stage: Stage, engine: FakeEngine) -> None:
    """It was never taken."""
    with visited(tmp_path, stage, engine, visitor=TWO, address=TWO) as client:
        assert lines(client, 3) == [401, 401, 401]
        send(client, "web", "begin")
        assert [send(client, "web", "line", text="").status_code for _ in range(3)] == [400, 400, 400]
        assert lines(client, 2) == [202, 202]


def test_too_many_beginnings_from_one_address_are_refused(tmp_path: Path, stage: Stage, engine: FakeEngine) -> None:
    """No conversation is opened, and no cookie given."""
    with visited(tmp_path, stage, engine, begun=TWO) as client:
        assert [send(client, "web", "begin").status_code for _ in range(2)] == [201, 201]
        answer = send(client, "web", "begin")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "10")
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("said", "expected"),
    [("203.0.113.{}", [201, 201, 201]), ("203.0.113.{}, 198.51.100.7", [201, 201, 429])],
    ids=["three visitors", "one who forges"],
)
def test_behind_a_proxy_each_visitor_counts_by_their_own_address(
    tmp_path: Path, stage: Stage, engine: FakeEngine, said: str, expected: list[int]
) -> None:
    """What the proxy itself saw stands last; what a visitor wrote before it wins them nothing."""
    with visited(tmp_path, stage, engine, {"DUIZHANG_PROXIES": "1"}, begun=TWO) as client:
        forwarded = ({"X-Forwarded-For": said.format(number)} for number in range(3))
        assert [send(client, "web", "begin", each).status_code for each in forwarded] == expected


def test_the_oldest_stream_makes_room_and_is_told_so(tmp_path: Path, stage: Stage, engine: FakeEngine) -> None:
    """By an event that the page knows: it then does not reconnect at once and push another out."""
    channel: Web = replace(open_channel(surroundings(tmp_path, engine)), streams=Streams(1))
    with client_of(channel, stage) as client:
        send(client, "web", "begin")
        with client.stream("GET", "/chat/events") as first:
            coming = first.iter_lines()
            assert next(coming).startswith("id: ")
            with client.stream("GET", "/chat/events") as second:
                assert next(second.iter_lines()).startswith("id: ")
                assert [each for each in coming if each][-2:] == ["event: elsewhere", "data: {}"]
