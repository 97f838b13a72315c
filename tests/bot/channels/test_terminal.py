"""The terminal as the command `chat` uses it: lines and numbers in, text with numbered buttons out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from bot.channels import Surroundings
from bot.channels.door import HEADERS
from bot.channels.terminal import at_this_machine, open_channel
from bot.voice.button import Button
from tests.bot.channels.house import WORDS, client_of, lines_of, payload, send, surroundings
from tests.bot.live import Stage
from tests.bot.relay.fakes import BILL, FakeEngine, said

PERSON = Button("Talk to a person", "human", {})


@pytest.fixture
def engine() -> FakeEngine:
    """Greets with a reply of two parts, both with a button; whatever comes after is repeated."""
    return FakeEngine([said("hello", BILL), said("or", PERSON)])


@pytest.fixture
def around(tmp_path: Path, engine: FakeEngine) -> Surroundings:
    """What the channel uses."""
    return surroundings(tmp_path, engine)


@pytest.fixture
def client(around: Surroundings, stage: Stage) -> Iterator[httpx.Client]:
    """A terminal without a conversation."""
    with client_of(open_channel(around), stage) as client:
        yield client


@pytest.fixture
def key(client: httpx.Client) -> dict[str, str]:
    """What a terminal shows for its conversation, in which the bot has greeted."""
    return {"authorization": f"Bearer {send(client, 'terminal', 'begin').json()['secret']}"}


def texts(client: httpx.Client, key: dict[str, str], count: int) -> list[str]:
    """What the bot said first."""
    lines = lines_of(client, "/terminal/events", count, key)
    return [line["text"] for _, line in lines if line["from"] == "bot"]


def test_it_tells_what_can_be_chosen(client: httpx.Client) -> None:
    """With the terminal's own words in every language."""
    told = client.get("/terminal/about").json()
    assert {code: each["words"] for code, each in told["languages"].items()} == {
        code: each.words["terminal"] for code, each in WORDS.items()
    }
    assert [each["id"] for each in told["borrowers"]] == ["B0003", "B0004", "B0002", "B0001"]


def test_a_beginning_is_answered_when_the_bot_has_greeted(client: httpx.Client, engine: FakeEngine) -> None:
    """So that a line from a pipe does not overtake the greeting."""
    begun = send(client, "terminal", "begin").json()
    lines = lines_of(client, "/terminal/events", 3, {"authorization": f"Bearer {begun['secret']}"})
    assert begun["seen"] == lines[-1][0]
    assert engine.asked[0].pressed == Button("", "start", {"language": "zh"})


def test_without_a_language_it_is_the_one_that_the_borrower_reads(client: httpx.Client, engine: FakeEngine) -> None:
    """Whoever plays somebody reads as they do."""
    answer = client.post("/terminal/conversations", json={"borrower": "B0003"})
    assert answer.status_code == httpx.codes.CREATED
    assert engine.asked[0].language == "en"


def test_buttons_are_numbered_across_the_parts_of_a_reply(client: httpx.Client, key: dict[str, str]) -> None:
    """One number means one button."""
    assert texts(client, key, 3) == ["hello\n  [1] Show my bill", "or\n  [2] Talk to a person"]


@pytest.mark.parametrize(("number", "pressed"), [("1", BILL), (" 2 ", PERSON), ("２", PERSON)])
def test_a_number_is_its_button(
    client: httpx.Client, key: dict[str, str], engine: FakeEngine, number: str, pressed: Button
) -> None:
    """Also as a Chinese keyboard writes it."""
    send(client, "terminal", "number", key, line=number)
    assert engine.asked[-1].pressed == pressed


@pytest.mark.parametrize("line", ["3", "0", "-1", "1.", "9" * 3000, "1 2"])
def test_what_is_no_number_of_a_button_is_text(
    client: httpx.Client, key: dict[str, str], engine: FakeEngine, line: str
) -> None:
    """An amount, perhaps."""
    assert send(client, "terminal", "number", key, line=line).status_code == httpx.codes.ACCEPTED
    assert (engine.asked[-1].text, engine.asked[-1].pressed) == (line, None)


def test_the_buttons_of_an_earlier_reply_have_no_number_any_more(
    client: httpx.Client, key: dict[str, str], engine: FakeEngine
) -> None:
    """They may no longer fit."""
    send(client, "terminal", "line", key)
    send(client, "terminal", "number", key)
    assert engine.asked[-1].pressed is None


def test_a_line_is_answered_when_its_reply_is_there(client: httpx.Client, key: dict[str, str]) -> None:
    """`seen` is the number of the last line of the reply."""
    seen = send(client, "terminal", "line", key).json()["seen"]
    number, reply = lines_of(client, "/terminal/events", 5, key)[-1]
    assert (number, reply) == (seen, {"from": "bot", "text": "heard 我还款没到账"})


def test_a_number_that_is_sent_again_is_pressed_once(
    client: httpx.Client, key: dict[str, str], engine: FakeEngine
) -> None:
    """Although by then it would mean another button, or none."""
    answers = [send(client, "terminal", "number", key).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert [each.pressed for each in engine.asked[1:]] == [BILL]


def test_the_stream_goes_on_where_the_reader_was(client: httpx.Client, key: dict[str, str]) -> None:
    """And counts the buttons as if it had shown all."""
    numbered = lines_of(client, "/terminal/events", 3, key)
    again = {**payload("terminal", "listen_again")["headers"], **key, "last-event-id": str(numbered[1][0])}
    assert lines_of(client, "/terminal/events", 1, again) == numbered[2:]
    assert "[2]" in numbered[2][1]["text"]


@pytest.mark.parametrize("wrong", ["Bearer guessed", "Basic guessed", "Bearer", ""])
def test_a_secret_that_is_none_opens_nothing(client: httpx.Client, wrong: str) -> None:
    """Neither for speaking nor for listening."""
    told = {"authorization": wrong}
    assert send(client, "terminal", "line", told).status_code == httpx.codes.UNAUTHORIZED
    assert client.get("/terminal/events", headers=told).status_code == httpx.codes.UNAUTHORIZED


@pytest.mark.parametrize(
    "wrong", [{"line": "x" * 4001}, {"line": ""}, {"line": None}, {"id": 7}], ids=lambda each: str(each)[:20]
)
def test_a_line_that_is_none_is_refused(
    client: httpx.Client, key: dict[str, str], engine: FakeEngine, wrong: dict[str, Any]
) -> None:
    """Before it is kept."""
    assert send(client, "terminal", "line", key, **wrong).status_code == httpx.codes.BAD_REQUEST
    assert len(engine.asked) == 1


@pytest.mark.parametrize("header", ["Origin", "X-Forwarded-For", "Forwarded"])
def test_a_web_page_or_a_proxy_is_no_terminal(client: httpx.Client, header: str) -> None:
    """A page that somebody looks at could reach this machine's own addresses."""
    told = {header: "http://127.0.0.1"}
    assert client.get("/terminal/about", headers=told).status_code == httpx.codes.FORBIDDEN
    assert send(client, "terminal", "begin", told).status_code == httpx.codes.FORBIDDEN


@pytest.mark.parametrize(
    ("host", "is_here"), [("127.0.0.1", True), ("::1", True), ("192.168.1.7", False), ("testclient", False)]
)
def test_only_this_machine_is_here(host: str, is_here: bool) -> None:
    """The demo's borrowers are for whoever sits at it."""
    request = Request({"type": "http", "headers": [], "client": (host, 1234)})
    assert at_this_machine(request) is is_here


def test_every_answer_bears_the_headers_of_safety(client: httpx.Client) -> None:
    """One guard stands before every channel of this kind."""
    for path in ("/terminal/about", "/terminal/none"):
        assert HEADERS.items() <= {name: client.get(path).headers.get(name) for name in HEADERS}.items()
