"""The web chat as its page uses it, and as somebody with other things in mind might."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot.channels import Surroundings, web
from bot.channels.door import HEADERS, LONGEST_BODY_BYTES
from bot.channels.visitor import COOKIE
from bot.channels.web import open_channel
from bot.relay.forgetting import Forgetting
from bot.relay.messages import LONGEST_ID, LONGEST_TEXT
from bot.relay.tables import CONVERSATIONS
from bot.voice.button import Button
from tests.bot.channels.house import WORDS, client_of, lines_of, send, surroundings
from tests.bot.live import Stage
from tests.bot.relay.fakes import BILL, FakeEngine, said

GREETING = said("hello", BILL)
NOT_OURS = [b"not JSON", b"[]", b"", b"\xff\xfe", b"[" * 20_000, b'{"id": "1", "text": "\\ud800"}']


@pytest.fixture
def engine() -> FakeEngine:
    """Greets with a button; whatever comes after is repeated."""
    return FakeEngine([GREETING])


@pytest.fixture
def around(tmp_path: Path, engine: FakeEngine) -> Surroundings:
    """What the channel uses."""
    return surroundings(tmp_path, engine)


@pytest.fixture
def client(around: Surroundings, stage: Stage) -> Iterator[httpx.Client]:
    """A browser without a conversation."""
    with client_of(open_channel(around), stage) as client:
        yield client


@pytest.fixture
def guest(client: httpx.Client) -> httpx.Client:
    """A browser in whose conversation the bot has greeted."""
    assert send(client, "web", "begin").status_code == httpx.codes.CREATED
    lines(client, 2)
    return client


def lines(client: httpx.Client, count: int, **headers: str) -> list[dict[str, Any]]:
    """The first lines that the stream brings."""
    return [line for _, line in lines_of(client, "/chat/events", count, headers)]


def texts(client: httpx.Client, count: int) -> list[tuple[str, str]]:
    """Who said what, first lines first."""
    return [(line["from"], line["text"]) for line in lines(client, count)]


def test_it_tells_what_can_be_chosen(client: httpx.Client) -> None:
    """Troubles first, in the order of the symptoms; the healthy one last; each in every language."""
    told = client.get("/chat/about").json()
    assert told["begun"] is False
    assert [told["languages"][code]["locale"] for code in ("zh", "en")] == ["zh-Hans-CN", "en-GB"]
    assert told["languages"]["zh"]["words"]["send"] == WORDS["zh"].words["page"]["send"]
    assert [each["id"] for each in told["borrowers"]] == ["B0003", "B0004", "B0002", "B0001"]
    assert [each["group"] for each in told["borrowers"]][2:] == ["mixture", "healthy"]
    for each in told["borrowers"]:
        assert all(each["about"][code]["cause"] for code in WORDS)


def test_a_conversation_begins_with_the_bots_greeting(client: httpx.Client, around: Surroundings) -> None:
    """For the borrower that was chosen, known by a cookie that no script and no other site can use."""
    answer = send(client, "web", "begin")
    assert answer.status_code == httpx.codes.CREATED
    cookie = answer.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/"))
    hidden, greeting = lines(client, 2)
    assert (hidden["from"], hidden["text"]) == ("you", "")
    assert (greeting["from"], greeting["text"]) == ("bot", "hello")
    assert [each["title"] for each in greeting["buttons"]] == ["Show my bill"]
    assert client.get("/chat/about").json()["begun"] is True


def test_the_conversation_speaks_for_the_chosen_borrower(
    guest: httpx.Client, around: Surroundings, engine: FakeEngine
) -> None:
    """And the engine is told the language that the page was in."""
    (turn,) = engine.asked
    assert around.access.borrower_of(turn.conversation) == "B0003"
    assert turn.pressed == Button("", "start", {"language": "en"})


def test_the_book_does_not_hold_what_opens_a_conversation(guest: httpx.Client, around: Surroundings) -> None:
    """Who reads the database cannot go on in somebody's name."""
    assert around.relay.book.known("web", guest.cookies[COOKIE]) is None


def test_a_line_is_answered_and_comes_back_with_its_id(guest: httpx.Client) -> None:
    """By its id the page knows its own line again."""
    answer = send(guest, "web", "line")
    assert (answer.status_code, answer.json()) == (httpx.codes.ACCEPTED, {"taken": True})
    own, reply = lines(guest, 4)[2:]
    assert own["id"] == "5f0c1d0e9b7a4d6c8e2f3a4b5c6d7e8f"
    assert reply["text"] == "heard I paid yesterday and it still says I owe"


def test_a_line_that_is_sent_again_is_answered_once(guest: httpx.Client, engine: FakeEngine) -> None:
    """The page sends again when it is in doubt."""
    taken = [send(guest, "web", "line").json()["taken"] for _ in range(2)]
    send(guest, "web", "line", id="another", text="next")
    assert taken == [True, False]
    assert texts(guest, 6)[-1] == ("bot", "heard next")
    assert len(engine.asked) == 3


def test_a_pressed_button_means_what_it_meant(guest: httpx.Client, engine: FakeEngine) -> None:
    """And the conversation shows what it read."""
    token = lines(guest, 2)[1]["buttons"][0]["press"]
    send(guest, "web", "press", press=token)
    assert texts(guest, 4)[2] == ("you", "Show my bill")
    assert engine.asked[-1].pressed == BILL


def test_a_button_of_somebody_else_means_nothing(guest: httpx.Client, around: Surroundings, engine: FakeEngine) -> None:
    """Not even its title is told."""
    other = around.relay.book.conversation("web", "other", "en", around.clock())
    token = around.relay.book.offer(other, BILL, around.clock())
    send(guest, "web", "press", press=token)
    assert texts(guest, 4)[2] == ("you", "")
    assert engine.asked[-1].pressed is None


def test_the_stream_goes_on_where_the_reader_was(guest: httpx.Client) -> None:
    """A browser that reconnects names the last line that it has; a page that begins anew names it in the address."""
    send(guest, "web", "line")
    numbered = lines_of(guest, "/chat/events", 4)
    last = numbered[1][0]
    assert lines_of(guest, "/chat/events", 2, {"Last-Event-ID": str(last)}) == numbered[2:]
    assert lines_of(guest, f"/chat/events?after={last}", 2) == numbered[2:]
    later = {"Last-Event-ID": str(numbered[2][0])}
    assert lines_of(guest, "/chat/events?after=0", 1, later) == numbered[3:]


def test_what_is_erased_is_not_shown(guest: httpx.Client, around: Surroundings) -> None:
    """No empty lines; what is said afterwards is there."""
    with around.relay.book.engine.connect() as connection:
        conversation = str(connection.execute(select(CONVERSATIONS.c.id)).scalar_one())
    assert Forgetting(around.relay.book.engine).forget(conversation)
    send(guest, "web", "line")
    assert texts(guest, 2) == [
        ("you", "I paid yesterday and it still says I owe"),
        ("bot", "heard I paid yesterday and it still says I owe"),
    ]


@pytest.mark.parametrize("place", ["x", "-1", "9" * 40, "²", "1.5"])
def test_a_place_that_is_none_is_the_beginning(guest: httpx.Client, place: str) -> None:
    """Nothing is lost on a reader who is confused."""
    assert len(lines_of(guest, f"/chat/events?after={place}", 2)) == 2


def test_a_silent_stream_says_that_it_lives(guest: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """By an event that the page hears; a comment would keep a proxy awake but tell the page nothing."""
    monkeypatch.setattr(web, "HEARTBEAT_SECONDS", 0.02)
    with guest.stream("GET", "/chat/events?after=999999") as answer:
        heard = answer.iter_lines()
        assert [next(heard) for _ in range(3)] == ["event: beat", "data: {}", ""]


def test_the_language_is_switched(guest: httpx.Client, engine: FakeEngine) -> None:
    """By a press that nobody sees."""
    assert send(guest, "web", "switch_language").status_code == httpx.codes.ACCEPTED
    lines(guest, 4)
    assert engine.asked[-1].pressed == Button("", "switch_language", {"language": "zh"})
    assert engine.asked[-1].language == "zh"


def test_a_browser_that_leaves_forgets_its_conversation(guest: httpx.Client) -> None:
    """Whoever uses it next does not come back into somebody else's."""
    assert send(guest, "web", "leave").status_code == httpx.codes.OK
    assert COOKIE not in guest.cookies
    assert guest.get("/chat/about").json()["begun"] is False


def test_without_the_demo_a_conversation_speaks_for_nobody(tmp_path: Path, stage: Stage) -> None:
    """Real books have no list to choose from."""
    with client_of(open_channel(surroundings(tmp_path, FakeEngine(), demo=None)), stage) as client:
        assert client.get("/chat/about").json()["borrowers"] == []
        assert send(client, "web", "begin").status_code == httpx.codes.BAD_REQUEST
        assert send(client, "web", "begin_without_demo").status_code == httpx.codes.CREATED


@pytest.mark.parametrize(
    "wrong",
    [{"borrower": "B9999"}, {"borrower": 3}, {"language": "xx"}, {"language": ["en"]}, {"language": None}],
    ids=str,
)
def test_a_beginning_that_names_what_is_not_there_is_refused(client: httpx.Client, wrong: dict[str, Any]) -> None:
    """With a sentence, and without a cookie."""
    answer = send(client, "web", "begin", **wrong)
    assert answer.status_code == httpx.codes.BAD_REQUEST
    assert answer.json()["error"]
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "x" * (LONGEST_TEXT + 1)},
        {"text": "  "},
        {"text": 7},
        {"text": "\0"},
        {"id": "x" * (LONGEST_ID + 1)},
        {"id": ""},
        {"press": "x" * (LONGEST_ID + 1)},
        {"press": None},
    ],
    ids=lambda wrong: str(wrong)[:30],
)
def test_a_line_that_is_none_is_refused(guest: httpx.Client, engine: FakeEngine, wrong: dict[str, Any]) -> None:
    """Before it is kept."""
    assert send(guest, "web", "line", **wrong).status_code == httpx.codes.BAD_REQUEST
    assert len(engine.asked) == 1


@pytest.mark.parametrize("raw", NOT_OURS, ids=lambda raw: repr(raw[:12]))
def test_what_is_not_of_the_pages_form_is_refused(guest: httpx.Client, raw: bytes) -> None:
    """With a sentence, not with a fault of ours."""
    answer = guest.post("/chat/messages", content=raw)
    assert answer.status_code == httpx.codes.BAD_REQUEST
    assert answer.json()["error"]


def test_the_longest_text_may_come_as_escapes(guest: httpx.Client) -> None:
    """The limit on a body leaves room for the limit on a text."""
    body = json.dumps({"id": "x" * LONGEST_ID, "text": "😀" * LONGEST_TEXT})
    assert guest.post("/chat/messages", content=body).status_code == httpx.codes.ACCEPTED


@pytest.mark.parametrize("is_announced", [True, False])
def test_a_body_that_is_too_long_is_refused(guest: httpx.Client, is_announced: bool) -> None:
    """Whether it says so before, or just goes on."""
    body = b"x" * (LONGEST_BODY_BYTES + 1)
    answer = guest.post("/chat/messages", content=body if is_announced else iter([body]))
    assert answer.status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE


@pytest.mark.parametrize("situation", ["line", "press", "switch_language"])
@pytest.mark.parametrize("cookie", [None, "guessed"])
def test_without_a_conversation_nothing_can_be_said(client: httpx.Client, situation: str, cookie: str | None) -> None:
    """The page goes back to its beginning."""
    if cookie:
        client.cookies.set(COOKIE, cookie)
    assert send(client, "web", situation).status_code == httpx.codes.UNAUTHORIZED
    assert client.get("/chat/events").status_code == httpx.codes.UNAUTHORIZED


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
@pytest.mark.parametrize("situation", ["begin", "line", "switch_language"])
def test_a_page_of_another_host_cannot_speak_for_its_reader(guest: httpx.Client, situation: str, origin: str) -> None:
    """Browsers name the page that sends."""
    assert send(guest, "web", situation, {"Origin": origin}).status_code == httpx.codes.FORBIDDEN


def test_the_page_itself_can(guest: httpx.Client) -> None:
    """Its own origin is the host that it asks."""
    own = str(guest.base_url).rstrip("/")
    assert send(guest, "web", "line", {"Origin": own}).status_code == httpx.codes.ACCEPTED


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("POST", "/", 405),
        ("GET", "/static/chat.js", 200),
        ("GET", "/static/%2e%2e/web.py", 404),
        ("GET", "/static/none.js", 404),
        ("GET", "/chat/about", 200),
        ("GET", "/chat/none", 404),
        ("GET", "/chat/messages", 405),
        ("GET", "/chat/events", 401),
        ("POST", "/chat/conversations", 400),
    ],
)
def test_every_answer_bears_the_headers_of_safety(client: httpx.Client, method: str, path: str, status: int) -> None:
    """Also one that refuses, and one that finds nothing."""
    answer = client.request(method, path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["cache-control"] == "no-cache"


def test_a_database_that_is_away_is_said_plainly(client: httpx.Client, tmp_path: Path) -> None:
    """The page tries again; nobody is told what the database is called."""
    with closing(sqlite3.connect(tmp_path / "chat.db")) as connection:
        for table in ("buttons", "messages", "conversations"):
            connection.execute(f"DROP TABLE {table}")
    answer = send(client, "web", "begin")
    assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert "conversations" not in answer.text


def test_the_page_has_no_words_of_its_own() -> None:
    """They come with their language; a name of a word that is missing would show as a hole."""
    folder = Path(__file__).parents[3] / "bot" / "channels" / "web_page"
    for path in [*folder.glob("*.js"), folder / "index.html"]:
        assert not any("\u3400" <= each <= "\u9fff" for each in path.read_text(encoding="utf-8"))
