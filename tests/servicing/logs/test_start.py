"""The logs of a process: whoever writes, one line of JSON comes out, and nothing private in it."""

import asyncio
import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import structlog

from servicing.logs.context import about
from servicing.logs.lines import LONGEST_VALUE
from servicing.logs.start import OneEdge, start_logs

TYPED = "我昨天就还了 honestly, ask Grace"
TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
CONVERSATION, UPDATE = "0f" * 16, 987654321
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that is written from here on; afterwards the logs are as they were."""
    root, stream = logging.getLogger(), io.StringIO()
    before = (root.handlers[:], root.level)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    start_logs("tests", stream=stream)
    yield stream
    root.handlers[:], level = before
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


@pytest.fixture
def lines(written: io.StringIO) -> Lines:
    """The lines that were written, read back."""
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def in_a_task(work: Callable[[], None]) -> None:
    """Do something in a task of its own, where something was typed."""

    async def task() -> None:
        about(CONVERSATION, UPDATE, TYPED)
        work()

    asyncio.run(task())


def test_an_event_is_a_line_with_its_conversation_and_update(lines: Lines) -> None:
    """From the task that works on it, without anybody naming them again."""
    in_a_task(lambda: structlog.get_logger().info("kept", took=0.5, number=3, tries=None))
    (line,) = lines()
    assert line.pop("at").endswith("Z")
    assert line == {
        "event": "kept",
        "level": "info",
        "logger": "tests.servicing.logs.test_start",
        "conversation": CONVERSATION,
        "update": UPDATE,
        "took": 0.5,
        "number": 3,
        "tries": None,
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "我还了"},
        {"why": f"could not read {TYPED}"},
        {"why": f"could not read {TYPED[3:-4]}"},
        {"given": {"words": TYPED, "token": "t1"}},
        {"chat": 5512345678},
        {"request": httpx.Request("GET", f"https://host/bot{TOKEN}/getMe", headers={"cookie": "a=t1"}).headers},
        {"conversation": "13812345678"},
        {"api_key": "t1"},
        {"payload": json.dumps({"m": TYPED})},
        {"error": ValueError(TYPED)},
    ],
)
def test_a_field_gives_nothing_away(written: io.StringIO, lines: Lines, fields: dict[str, Any]) -> None:
    """Whatever it is called and whatever form it has."""
    in_a_task(lambda: structlog.get_logger().warning("odd", **fields))
    assert len(lines()) == 1
    shown = json.dumps(lines(), ensure_ascii=False)
    for secret in ("我还了", "昨天", "honest", "Grace", "t1", "5512345678", "13812345678", TOKEN):
        assert secret not in shown


@pytest.mark.parametrize("kind", [ValueError, KeyError, RuntimeError, OSError])
@pytest.mark.parametrize("cut", [slice(None), slice(2, -3)])
def test_an_error_is_told_without_what_was_typed(lines: Lines, kind: type[Exception], cut: slice) -> None:
    """Neither in the message of a library nor in the error that it hands on, whole or in part."""

    def fail() -> None:
        try:
            raise kind(TYPED[cut])
        except kind as error:
            logging.getLogger("library").exception("could not take %s from %r", TYPED[cut], error)
            raise_again = RuntimeError(f"after {TYPED[cut]}")
            raise_again.__cause__ = error
            structlog.get_logger().error("failed", exc_info=raise_again)

    in_a_task(fail)
    theirs, ours = lines()
    assert [len(theirs["error"]), len(ours["error"])] == [1, 2]
    assert theirs["error"][0]["at"][0].startswith("servicing/logs/test_start.py:")
    shown = json.dumps([theirs, ours], ensure_ascii=False)
    assert not [piece for piece in ("昨天", "honest", "Grace") if piece in shown]


async def test_an_http_client_does_not_print_the_token(lines: Lines) -> None:
    """It prints the address of every request, and a bot's token is in it."""
    logging.getLogger("httpx").setLevel(logging.INFO)
    transport = httpx.MockTransport(lambda _: httpx.Response(200))
    async with httpx.AsyncClient(transport=transport) as client:
        await client.post(f"https://api.telegram.org/bot{TOKEN}/sendMessage", json={"text": TYPED})
    logging.getLogger("httpx").setLevel(logging.NOTSET)
    (line,) = lines()
    assert line["event"].startswith("HTTP Request: POST https://api.telegram.org/bot[hidden]/sendMessage")
    assert TOKEN.partition(":")[2] not in json.dumps(line)


def test_the_next_turn_takes_the_place_of_the_last(lines: Lines) -> None:
    """A worker answers many; a line bears the one that it is about."""

    async def task() -> None:
        about(CONVERSATION, UPDATE, "hello there")
        about("c1", None, "other words")
        structlog.get_logger().info("kept", note="hello there")

    asyncio.run(task())
    (line,) = lines()
    assert (line["conversation"], line["note"], "update" in line) == ("c1", "hello there", False)


def test_what_nobody_caught_is_a_line_like_the_rest(lines: Lines) -> None:
    """Python would print it with all its words."""
    warnings.warn(f"odd: {TOKEN}", stacklevel=1)
    thread = threading.Thread(target=lambda: json.loads(f"{{{TYPED}"))
    thread.start()
    thread.join()
    sys.excepthook(RuntimeError, RuntimeError(f"token={TOKEN}"), None)
    warned, in_thread, ended = lines()
    assert in_thread["error"][0]["why"] == "JSONDecodeError"
    assert ended["error"] == [{"why": "RuntimeError: token=[hidden]", "at": []}]
    assert "[hidden]" in warned["event"]


def test_a_record_that_cannot_be_written_says_where_it_came_from(
    lines: Lines, capsys: pytest.CaptureFixture[str]
) -> None:
    """And not what it was: Python's own complaint would print that, past every mask."""
    root = logging.getLogger()
    # Those of the test runner would raise an error of their own.
    root.handlers[:] = [each for each in root.handlers if isinstance(each, OneEdge)]
    logging.getLogger("library").warning("%d of them", TYPED)
    (line,) = lines()
    assert (line["event"], line["logger"]) == ("a line could not be written", "library")
    assert capsys.readouterr().err == ""


def test_a_library_that_writes_for_itself_does_so_no_longer(written: io.StringIO) -> None:
    """Its own handler would know no mask."""
    own, elsewhere = logging.getLogger("writes.itself"), io.StringIO()
    own.addHandler(logging.StreamHandler(elsewhere))
    own.propagate = False
    start_logs("tests", stream=written)
    own.error("call 13812345678")
    assert elsewhere.getvalue() == ""
    assert json.loads(written.getvalue())["event"] == "call [number]"


def test_a_huge_value_becomes_a_short_line(lines: Lines) -> None:
    """It is masked before it is cut, so that no half of a secret is left."""
    structlog.get_logger().warning("odd", value="x " * 990 + TOKEN + " y" * 500_000)
    (line,) = lines()
    assert len(line["value"]) <= LONGEST_VALUE
    assert set(line["value"]) <= set("x [hidden]y")
