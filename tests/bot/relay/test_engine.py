"""The way to the engine: an answer counts only whole and with its mark; anything else is a failed turn."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest

from bot.relay.engine import HttpEngine, TurnFailed
from bot.relay.messages import Said, Turn
from tests.bot.relay.fakes import BILL

TYPED = Turn(7, "c1", "where is my money", None, "en")
PRESSED = Turn(8, "c1", "Show my bill", BILL, "en")
REPLY: dict[str, Any] = {
    "text": "here",
    "reply": "bill",
    "facts": {"n": 1},
    "buttons": [{"title": "Show my bill", "press": "ask_bill", "given": {"loan": "N1"}}],
}
WHOLE = {"complete": True, "replies": [REPLY], "faults": []}

Play = Callable[[httpx.Request], httpx.Response]


def engine(play: Play) -> HttpEngine:
    """The way to an engine that a function plays."""
    return HttpEngine(httpx.AsyncClient(base_url="http://engine", transport=httpx.MockTransport(play)), 0)


def answering(body: Any, status: int = 200) -> HttpEngine:
    """The way to an engine that always answers this."""
    return engine(lambda _: httpx.Response(status, json=body))


async def test_a_whole_answer_is_its_replies() -> None:
    """With their names, facts and buttons."""
    assert await answering(WHOLE).ask(TYPED) == [Said("here", "bill", {"n": 1}, (BILL,))]


async def test_a_picture_keeps_the_language_of_the_words() -> None:
    """It is drawn later, when a channel asks for it, and the borrower may have switched by then."""
    facts = {"pictures": [{"kind": "journey"}, "no picture"], "n": 1}
    (said,) = await answering({**WHOLE, "replies": [{**REPLY, "facts": facts, "language": "zh"}]}).ask(TYPED)
    assert said.facts == {"pictures": [{"kind": "journey", "language": "zh"}], "n": 1}


async def test_a_reply_without_words_is_an_empty_one() -> None:
    """The engine says null where there is no text."""
    silent: dict[str, Any] = {"text": None, "buttons": []}
    assert await answering({**WHOLE, "replies": [silent]}).ask(TYPED) == [Said("", None, {})]


@pytest.mark.parametrize(
    ("turn", "sent"),
    [
        (TYPED, {"conversation": "c1", "text": "where is my money"}),
        (
            PRESSED,
            {"conversation": "c1", "press": "ask_bill", "given": {"loan": "N1"}, "title": "Show my bill"},
        ),
    ],
)
async def test_a_turn_travels_as_text_or_as_what_a_button_means(turn: Turn, sent: dict[str, Any]) -> None:
    """Text can never be taken for a command: the two have fields of their own."""
    heard: list[Any] = []

    def play(request: httpx.Request) -> httpx.Response:
        heard.append((request.url.path, json.loads(request.content)))
        return httpx.Response(200, json=WHOLE)

    await engine(play).ask(turn)
    ((path, body),) = heard
    assert (path, {name: value for name, value in body.items() if name != "id"}) == ("/webhooks/turns/", sent)


async def test_a_message_has_one_id_whoever_asks_about_it() -> None:
    """The engine knows it again by that: the channel's own id, hashed with its conversation, and not our number."""
    heard: list[str] = []

    def play(request: httpx.Request) -> httpx.Response:
        heard.append(json.loads(request.content)["id"])
        return httpx.Response(200, json=WHOLE)

    told = Turn(7, "c1", "hello", None, "en", channel_id="u41")
    for turn in (told, replace(told, number=9), replace(told, channel_id="u42"), replace(told, conversation="c2")):
        await engine(play).ask(turn)
    assert heard[0] == heard[1]
    assert len(set(heard)) == 3
    assert not any("u41" in each for each in heard)


@pytest.mark.parametrize(
    "body",
    [
        {**WHOLE, "complete": False, "faults": ["action failed"]},
        {**WHOLE, "complete": "yes"},
        {"replies": [REPLY]},
        {"complete": True},
        {**WHOLE, "replies": ["here"]},
        {**WHOLE, "replies": [{**REPLY, "buttons": [{"title": "Go"}]}]},
        [],
        None,
    ],
    ids=str,
)
async def test_an_answer_that_is_not_whole_is_a_failed_turn(body: Any) -> None:
    """Half an answer looks like a whole one to the borrower."""
    with pytest.raises(TurnFailed):
        await answering(body).ask(TYPED)


async def test_the_engines_own_faults_are_named() -> None:
    """Whoever reads the log need not look for them."""
    with pytest.raises(TurnFailed, match="action failed"):
        await answering({"complete": False, "replies": [], "faults": ["action failed"]}).ask(TYPED)


def _away(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("away", request=request)


@pytest.mark.parametrize(
    "play",
    [_away, lambda _: httpx.Response(500, text="oh"), lambda _: httpx.Response(200, text="<html>")],
    ids=["away", "broken", "not JSON"],
)
async def test_an_engine_that_cannot_answer_is_a_failed_turn(play: Play) -> None:
    """Whatever the reason: the relay tries again, then the borrower is told."""
    with pytest.raises(TurnFailed):
        await engine(play).ask(TYPED)


async def test_an_engine_that_dies_as_it_is_connected_to_is_away() -> None:
    """The HTTP library then fails over its own socket, with an error that is none of its own."""

    def play(_: httpx.Request) -> httpx.Response:
        raise AttributeError("'NoneType' object has no attribute 'family'")

    with pytest.raises(TurnFailed):
        await engine(play).ask(TYPED)
    assert not await engine(play).is_ready()


@pytest.mark.parametrize("away", [httpx.ConnectError, httpx.ReadError, httpx.RemoteProtocolError])
async def test_an_engine_that_is_only_starting_is_waited_for(
    away: type[httpx.TransportError], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes in the first seconds, or while it starts again, gets an answer and not an apology."""
    monkeypatch.setattr("bot.relay.engine.PAUSE_SECONDS", 0.01)
    calls: list[httpx.Request] = []

    def starting(request: httpx.Request) -> httpx.Response:
        calls.append(request)
        if len(calls) == 1:
            raise away("away", request=request)
        return httpx.Response(200, json=WHOLE)

    client = httpx.AsyncClient(base_url="http://engine", transport=httpx.MockTransport(starting))
    assert await HttpEngine(client, patience_seconds=5).ask(TYPED) == [Said("here", "bill", {"n": 1}, (BILL,))]
