"""Pictures on the channels: shown to whoever owns the conversation, told where nothing is drawn, never in the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels import Surroundings, terminal, web
from bot.channels.door import HEADERS
from bot.channels.visitor import COOKIE
from bot.relay.messages import Said
from tests.bot.channels.house import client_of, lines_of, send, surroundings
from tests.bot.live import Stage
from tests.bot.pictures.house import ARTIST, ZONE, every_picture
from tests.bot.relay.fakes import FakeEngine, said

CLEARING, LOWERED = (
    every_picture()["in clearing, as its channel is allowed to be"],
    next(each for each in every_picture().values() if each["kind"] == "limit_chart"),
)


def shown(*pictures: Any) -> Said:
    """A reply with pictures, as the relay keeps it."""
    told = [{**each, "language": "en"} if isinstance(each, dict) else each for each in pictures]
    return Said("look", "diagnosis", {"zone": ZONE, "pictures": told})


@pytest.fixture
def engine() -> FakeEngine:
    """Greets with two pictures and one that cannot be drawn; then says something without any."""
    return FakeEngine([shown(CLEARING, {"kind": "portrait"}, LOWERED)], [said("nothing to look at")])


@pytest.fixture
def around(tmp_path: Path, engine: FakeEngine) -> Surroundings:
    """What the channels use."""
    return surroundings(tmp_path, engine)


@pytest.fixture
def client(around: Surroundings, stage: Stage) -> Iterator[httpx.Client]:
    """A browser without a conversation."""
    with client_of(web.open_channel(around), stage) as client:
        yield client


@pytest.fixture
def pictures(client: httpx.Client) -> list[dict[str, Any]]:
    """The pictures of the greeting, in a conversation that this browser has begun."""
    send(client, "web", "begin")
    (_, greeting) = lines_of(client, "/chat/events", 2)
    found: list[dict[str, Any]] = greeting[1]["pictures"]
    return found


def test_a_line_names_its_pictures_and_what_they_say(pictures: list[dict[str, Any]]) -> None:
    """In the language of the words; one that cannot be drawn is left out, and the words are there all the same."""
    assert [each["alt"] for each in pictures] == [ARTIST.tell(each, "en", ZONE) for each in (CLEARING, LOWERED)]
    assert [each["src"].rsplit("/", 1)[1] for each in pictures] == ["0.svg", "2.svg"]
    assert all(each["width"] == 720 and each["height"] > 720 for each in pictures)


def test_a_line_without_pictures_names_none(client: httpx.Client, pictures: list[dict[str, Any]]) -> None:
    """The page looks for them in every line."""
    send(client, "web", "line")
    assert [line["pictures"] for _, line in lines_of(client, "/chat/events", 4)][2:] == [[], []]


def test_the_owner_sees_them_in_both_forms(client: httpx.Client, pictures: list[dict[str, Any]]) -> None:
    """And no browser keeps them for whoever uses it next."""
    for each in pictures:
        for form, kind, begins in (("svg", "image/svg+xml", b"<svg"), ("png", "image/png", b"\x89PNG")):
            answer = client.get(each["src"].replace(".svg", f".{form}"))
            assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)
            assert answer.content.startswith(begins)
            assert answer.headers["cache-control"] == "no-store"
            assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("who", ["a stranger", "somebody who guesses", "another borrower"])
def test_nobody_else_sees_them(
    who: str, client: httpx.Client, pictures: list[dict[str, Any]], around: Surroundings
) -> None:
    """Not found, as if they were not there."""
    client.cookies.clear()
    if who == "somebody who guesses":
        client.cookies.set(COOKIE, "guessed")
    if who == "another borrower":
        send(client, "web", "begin", borrower="B0004")
    for form in ("svg", "png"):
        answer = client.get(pictures[0]["src"].replace("svg", form))
        assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.parametrize(
    "asked", ["1/9.svg", "1/1.svg", "0/0.svg", "99999/0.svg", "1/0.gif", "1/0", "x/0.svg", "9" * 30 + "/0.svg", ""]
)
def test_what_is_not_there_is_not_found(asked: str, client: httpx.Client, pictures: list[dict[str, Any]]) -> None:
    """A picture that cannot be drawn, one that was never offered, another form: nobody is told which it was."""
    number = pictures[0]["src"].split("/")[2]
    assert client.get(f"/pictures/{asked.replace('1/', f'{number}/', 1)}").status_code == 404


def test_a_terminal_tells_them(around: Surroundings, stage: Stage) -> None:
    """In the place of each stands what it says, before the buttons."""
    with client_of(terminal.open_channel(around), stage) as client:
        secret = send(client, "terminal", "begin").json()["secret"]
        (_, (_, greeting)) = lines_of(client, "/terminal/events", 2, {"authorization": f"Bearer {secret}"})
    told = [ARTIST.tell(each, "en", ZONE) for each in (CLEARING, LOWERED)]
    assert greeting["text"].splitlines() == ["look", *told]
